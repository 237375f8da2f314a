"""The stories and the walls of the complaints app."""
