"""The admin's first page: what each role has to do, in blocks that the rooms register."""
