"""What a reader is shown of a guide's public cut: plain data for templates, no database."""
