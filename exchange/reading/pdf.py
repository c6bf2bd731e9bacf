"""The text of a PDF, page by page."""

from pathlib import Path

from django.utils.translation import gettext as _

from exchange.reading.errors import UnreadableError
from exchange.reading.source import Source, source_of_text

MOST_PAGES = 200


def pdf_source(path: Path) -> Source:
    """Return the text of a PDF; raises UnreadableError for one that is locked or holds pictures."""
    import pypdfium2  # a library of machine code, which only reading needs

    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        raise UnreadableError(_("The PDF is protected by a password or damaged.")) from error
    try:
        if len(document) > MOST_PAGES:
            message = _("The PDF has more than %(most)s pages.")
            raise UnreadableError(message % {"most": MOST_PAGES})
        text = "\n".join(page.get_textpage().get_text_range() for page in document)
    except pypdfium2.PdfiumError as error:
        raise UnreadableError(_("The PDF is protected by a password or damaged.")) from error
    finally:
        document.close()
    if not text.strip():
        raise UnreadableError(_("The PDF holds no text, only pictures: use the Word file."))
    return source_of_text(text)
