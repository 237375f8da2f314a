"""The figures a lead and a manager look at; each module is one page of `/insight/`."""
