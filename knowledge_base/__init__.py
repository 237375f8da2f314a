"""What the team knows: articles, case reviews, scenarios."""
