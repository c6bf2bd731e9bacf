"""Campaigns of revision (集中修订), and the tasks that a changed catalogue opens."""
