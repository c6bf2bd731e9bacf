"""Generated records for measuring: varied, valid, filed, the same for the same seed."""
