"""Official papers (公文) made of a Document: guide, manual, notice, short form, materials."""
