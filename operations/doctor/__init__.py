"""The doctor: what is set up wrongly or is out of order here, why, and what to do about it."""
