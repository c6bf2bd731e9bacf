"""Screens of the operators in the admin; auditors read them."""
