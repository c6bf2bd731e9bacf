"""What stands in for parts of Wagtail, treebeard and Django: one file a change, nothing elsewhere.

Each file says what it changes, why, what it saves and when it can go; `TOUCHED` names what it
relies on, and a test says which of that an upgrade has changed
(tests/core/test_touched_sources.py).
"""
