"""Workbooks (.xlsx): guides and manuals as sheets, one for each section, and back."""
