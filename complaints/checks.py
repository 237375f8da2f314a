"""System checks with ids: what must be true of an installation before it serves."""
