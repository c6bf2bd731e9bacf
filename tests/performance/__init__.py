"""Plans and numbers of queries at twenty thousand records."""
