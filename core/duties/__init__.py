"""Duties (待办与时限): working days, who stands in for whom, and what is handed over."""
