"""The blocks of the first page that the register adds: the own department, quality, what comes."""
