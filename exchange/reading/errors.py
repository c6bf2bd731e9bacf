"""What reading a file refuses."""


class UnreadableError(Exception):
    """A file cannot be read as a guide; says why and what to do."""
