"""Reforms of departments (机构改革): planned, confirmed by a second person, and carried out."""
