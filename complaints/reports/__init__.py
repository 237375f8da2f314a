"""Read models: what a page or a command needs to know, gathered in a constant number of statements. Never writes."""
