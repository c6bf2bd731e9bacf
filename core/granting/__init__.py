"""Giving people roles, taking them away, and letting people in: nobody does it alone for power."""
