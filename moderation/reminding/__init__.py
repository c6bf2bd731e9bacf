"""Reminding (提醒): the daily digest of what waits, and what has waited too long."""
