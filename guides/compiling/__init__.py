"""New pages: from an item, an outline and a Document."""
