"""The history of the system (历史): who did what beside editing, in rows that nobody takes away."""
