"""Outlines in the admin: drafts, review and release of a version, and what follows it."""
