"""What stands in for parts of Wagtail and Django."""
