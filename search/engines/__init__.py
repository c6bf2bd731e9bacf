"""The engines: each finds the hits and counts of a Plan; all find the same."""
