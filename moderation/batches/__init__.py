"""Batches (统一申报): sending many guides as one, deciding those opened, taking all back."""
