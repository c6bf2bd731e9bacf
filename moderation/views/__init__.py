"""The screens of review: work queue, submit screen, review screen, full text."""
