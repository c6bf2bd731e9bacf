"""What changed: the baseline, differences of Documents, and their words."""
