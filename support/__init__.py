"""The social-work side: tactic cards, supervision, care for the people who answer."""
