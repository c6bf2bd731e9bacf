"""Outlines (模板): their model, loading them, and holding a Document against one."""
