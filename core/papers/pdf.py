"""HTML as PDF by WeasyPrint: tagged for readers (PDF/UA-1), nothing fetched from anywhere."""

from functools import cache
from typing import Any

from django.utils.translation import gettext as _

VARIANT = "pdf/ua-1"


class PdfUnavailableError(Exception):
    """This machine cannot make PDFs; the message says what to install."""


def lay_out(html: str) -> Any:
    """Return WeasyPrint's laid-out document, whose `pages` can be counted before it is written.

    Raises PdfUnavailableError without the libraries of the system.
    """
    return (
        _weasyprint()
        .HTML(string=html, url_fetcher=_fetcher())
        .render(font_config=_fonts(), pdf_variant=VARIANT)
    )


def write(document: Any) -> bytes:
    """Return the PDF of a laid-out document."""
    return document.write_pdf(pdf_variant=VARIANT)


def pdf_of(html: str) -> bytes:
    """Return the PDF of an HTML text; PdfUnavailableError without the libraries of the system."""
    return write(lay_out(html))


@cache
def _weasyprint() -> Any:
    """Return WeasyPrint, loaded when a paper is made: it looks for Pango while it loads."""
    try:
        import weasyprint
    except (OSError, ImportError) as error:
        raise PdfUnavailableError(
            _(
                "PDFs cannot be made here, as a library of the system is missing. Install it"
                " (Debian: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
                " fonts-noto-cjk), then try again. Everything else works without it."
            )
        ) from error
    return weasyprint


def why_not() -> str:
    """Return why no PDF can be made on this machine, or an empty text."""
    try:
        _weasyprint()
    except PdfUnavailableError as error:
        return str(error)
    return ""


def _fonts() -> Any:
    from weasyprint.text.fonts import FontConfiguration

    return FontConfiguration()


def _fetcher() -> Any:
    """Return what fetches for WeasyPrint: only what the HTML itself holds (`data:`)."""
    from weasyprint.urls import URLFetcher

    return URLFetcher(allowed_protocols=("data",), fail_on_errors=True)
