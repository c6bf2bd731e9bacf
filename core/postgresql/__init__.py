"""The database backend of a city: Django's for PostgreSQL, with a cheaper look at a connection."""
