"""Files made for people and their programs: tables for spreadsheets."""
