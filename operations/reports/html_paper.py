"""A report as one HTML page, which is also what the PDF is made of."""

import base64

import segno
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from operations.charts import month_bars
from operations.reports.building import Built

SVG_STYLE = (
    "<style>.chart__grid{stroke:#b8c2c9}.chart__limit{stroke:#a61f1a;stroke-dasharray:4 3}"
    ".chart__label{font:6.5px 'Noto Sans CJK SC',SimHei,sans-serif;fill:#000}"
    ".bar--well{fill:#0a4f9c}.bar--above{fill:#a61f1a}</style>"
)
"""The PDF takes no style of the page into a chart."""


def html_of(built: Built, *, is_print: bool = False) -> str:
    """Return the report as HTML that needs no other file."""
    faults, inspections = built.lists["faults_by_month"], built.lists["inspections_by_month"]
    context = {
        "built": built,
        "is_print": is_print,
        "faults": _styled(month_bars(faults, limit=1, says="各月故障次数", is_counted=True)),
        "inspections": _styled(
            month_bars(inspections, limit=16, says="各月巡检次数", is_least=True, is_counted=True)
        ),
        "qr": _qr(built),
    }
    return render_to_string("operations/report/paper.html", context)


def pdf_of(built: Built) -> bytes:
    """Return the report as a PDF in the official layout."""
    from weasyprint import HTML  # loads Pango, which only papers need

    return HTML(string=html_of(built, is_print=True), base_url=settings.BASE_DIR).write_pdf()


def _styled(svg):
    head, tail = svg.split(">", 1)
    return mark_safe(f"{head}>{SVG_STYLE}{tail}")  # noqa: S308  both are ours, and escaped


def _qr(built):
    address = f"{settings.PUBLIC_BASE_URL}/admin/operations/reports/{built.report.pk}/figures.json"
    code = segno.make(address, error="m")
    return base64.b64encode(code.svg_inline(scale=2, border=0).encode()).decode()
