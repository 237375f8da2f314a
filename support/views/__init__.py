"""Requests: load what the person may see, read the form, call one action, answer. One module a piece."""
