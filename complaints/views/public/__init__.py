"""Pages of people without an account: filing, progress, inquiries, rules."""
