"""Papers as .docx, with their flow charts as pictures where those can be drawn."""

from django.utils.translation import pgettext

from core.papers.content import Drawing, Paper
from core.papers.flow_chart import WIDTH, flow_chart, height_of
from core.papers.pdf import PdfUnavailableError
from core.papers.pictures import png_of
from core.papers.word import docx_of


def paper_docx(paper: Paper) -> bytes:
    """Return a paper as .docx; without the libraries of the system its charts are words alone."""
    return docx_of(paper, number_label=pgettext("on paper", "Document number: "), picture=_picture)


def _picture(drawing: Drawing) -> bytes | None:
    try:
        return png_of(flow_chart(drawing.flow), WIDTH, height_of(drawing.flow))
    except PdfUnavailableError:
        return None
