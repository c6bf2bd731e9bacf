"""Lists of the admin: the explorer, its rows, paging, choosers, usage, the site history."""
