"""共用: what is entered once and used by many guides, each version of it, and where it is used."""
