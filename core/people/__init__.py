"""Departments, people, and the memberships that join them."""
