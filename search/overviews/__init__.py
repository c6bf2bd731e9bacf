"""What operators see of search: its health, what is looked for, and why a guide stands where."""
