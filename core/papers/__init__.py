"""Files made for people and their programs: tables, drawings, papers as PDF and .docx."""
