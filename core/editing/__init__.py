"""Editing side by side: what a form showed, and how it is merged with what was saved meanwhile."""
