"""Outlines (模板): loading them, and holding a Document against one."""
