"""Pages of team learning: load what this agent may see, fill a form, call one action, redirect."""
