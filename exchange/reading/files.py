"""Opens a file as a Source: plain text, .docx, .pdf with text, older kinds through LibreOffice."""

from collections.abc import Iterator
from pathlib import Path

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core.files.admission import check_import
from exchange.reading.errors import UnreadableError
from exchange.reading.office import as_docx
from exchange.reading.pdf import pdf_source
from exchange.reading.source import Block, Source, Span, source_of_text

ENCODINGS = ("utf-8-sig", "gb18030")
LARGEST = 20 * 1024 * 1024


def read_source(path: Path) -> Source:
    """Return the Source of a file; raises UnreadableError with words for the user."""
    try:
        size = path.stat().st_size
    except OSError as error:
        raise UnreadableError(_("The file cannot be opened.")) from error
    if size > LARGEST:
        raise UnreadableError(_("The file is larger than 20 MB."))
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        kinds = " ".join(sorted(READERS))
        raise UnreadableError(_("This kind of file is not read; use %(kinds)s.") % {"kinds": kinds})
    source = reader(path)
    if not source.blocks:
        raise UnreadableError(_("There is no text in the file."))
    return source


def _text(path: Path) -> Source:
    data = path.read_bytes()
    for encoding in ENCODINGS:
        try:
            return source_of_text(data.decode(encoding))
        except UnicodeDecodeError:
            continue
    raise UnreadableError(_("The file is no text in UTF-8 or GB 18030."))


def _docx(path: Path) -> Source:
    try:
        check_import(path, "docx")
    except ValidationError as error:
        raise UnreadableError(error.messages[0]) from error
    try:
        return _docx_source(path)
    except Exception as error:  # a library that meets a damaged part raises what it stumbles over
        raise UnreadableError(_("The file is no .docx document, or damaged.")) from error


def _docx_source(path: Path) -> Source:
    from docx import Document

    document = Document(str(path))
    source = Source("")
    tables = 0
    for part in document.iter_inner_content():
        if hasattr(part, "rows"):
            tables += 1
            for cells in _rows(part):
                _add_row(source, cells, tables)
        else:
            _add_line(source, part.text)
    return source


def _rows(table) -> Iterator[list[str]]:
    """Yield the texts of each row's cells; a merged cell stands once."""
    for row in table.rows:
        seen: set[int] = set()
        texts = []
        for cell in row.cells:
            if id(cell._tc) not in seen:
                seen.add(id(cell._tc))
                texts.append(" ".join(cell.text.split()))
        yield texts


def _add_line(source: Source, text: str) -> None:
    for line in text.split("\n"):
        start = len(source.text)
        source.text += line + "\n"
        if line.strip():
            source.blocks.append(Block(start, start + len(line)))


def _add_row(source: Source, texts: list[str], table: int) -> None:
    start = at = len(source.text)
    cells = []
    for text in texts:
        cells.append(Span(at, at + len(text)))
        at += len(text) + 1
    source.text += "\t".join(texts) + "\n"
    if any(text.strip() for text in texts):
        source.blocks.append(Block(start, len(source.text) - 1, tuple(cells), table))


def _converted(path: Path) -> Source:
    with as_docx(path) as document:
        return _docx(document)


READERS = {
    ".txt": _text,
    ".md": _text,
    ".docx": _docx,
    ".doc": _converted,
    ".wps": _converted,
    ".pdf": pdf_source,
}
