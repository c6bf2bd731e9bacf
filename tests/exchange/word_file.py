"""A real guide text as a Word file: its lines as paragraphs, its tables as tables."""

from itertools import groupby
from pathlib import Path

from docx import Document

from exchange.reading.files import read_source


def as_docx(text: Path, path: Path) -> Path:
    """Write the .docx of a text file; return its path."""
    source, document = read_source(text), Document()
    for table, blocks in groupby(source.blocks, key=lambda one: one.table):
        if table:
            _add_table(
                document, [[source.of(cell).strip() for cell in one.cells] for one in blocks]
            )
            continue
        for block in blocks:
            document.add_paragraph(source.of(block))
    document.save(str(path))
    return path


def _add_table(document, rows: list[list[str]]) -> None:
    made = document.add_table(rows=len(rows), cols=max(map(len, rows)))
    for row, texts in zip(made.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=False):
            cell.text = text
