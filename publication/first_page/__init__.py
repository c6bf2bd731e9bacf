"""The blocks of the first page that the register adds: department, quality, what comes."""
