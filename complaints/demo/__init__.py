"""The living demo: invented people, their stories as data, and a player that acts them out through the actions."""
