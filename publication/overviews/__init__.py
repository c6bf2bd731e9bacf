"""Lists and boards over published content: quality, and `lint --all`."""
