"""Files that people bring through the admin: admitted, carried out by a worker, followed."""
