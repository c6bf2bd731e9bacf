"""Views of the public site, one question a file."""
