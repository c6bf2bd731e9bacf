"""A guide's life: the table of its states and events, and what follows from the log."""
