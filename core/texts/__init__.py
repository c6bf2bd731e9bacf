"""Texts and codes as people write them: what may stand in them, how they are read and kept."""
