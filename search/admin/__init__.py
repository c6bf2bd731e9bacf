"""The admin's own search: Wagtail's explorer, choosers and listings, on bigrams (ADR 0014)."""
