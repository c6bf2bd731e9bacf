"""Backups, restoring and drills, of SQLite and of PostgreSQL (ADR: see docs/adr)."""
