"""Bringing a catalogue and guides in from files: validated, idempotent, resumable."""
