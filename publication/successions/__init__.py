"""Successions: guides that are merged, divided or handed to another, as one record (承继)."""
