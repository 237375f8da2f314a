"""The systems outside: how each is asked, and what of its answers is believed (docs/adr/0020)."""
