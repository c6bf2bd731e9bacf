"""Suspensions that end on a day: who is reminded, by mail and on the admin's first page."""
