"""What happens: one verb a function, in its own transaction."""
