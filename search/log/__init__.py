"""The query log: what people look for, what they choose, and what is learnt from it."""
