"""Papers as HTML in the official layout, from which PDFs are written."""

from collections.abc import Mapping
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import pgettext

from core.papers.content import Block, Drawing, Paper, Table
from core.papers.flow_chart import flow_chart
from core.papers.qr import qr_svg

FOLDER = "exchange/papers"


def paper_html(paper: Paper, template: str = "paper.html", **context: Any) -> str:
    """Return a paper as HTML that needs nothing from anywhere."""
    return framed(
        template,
        paper,
        {
            **context,
            "blocks": [_drawn(block) for block in paper.blocks],
            "number_label": pgettext("on paper", "Document number: "),
        },
    )


def framed(template: str, paper: Any, context: Mapping[str, Any]) -> str:
    """Return a paper's template with its foot, its QR code and its watermark."""
    drawn = {"qr": _qr(paper.foot.address), "check_qr": _qr(context.get("check", ""))}
    return render_to_string(f"{FOLDER}/{template}", {"paper": paper, **drawn, **context})


def _qr(address: str) -> str:
    """Return a QR code: what segno draws is markup of its own, the address is not in it."""
    return SafeString(qr_svg(address)) if address else ""


def _drawn(block: Block) -> str:
    context: dict[str, Any] = {"one": block}
    if isinstance(block, Table):
        context |= _cells(block)
    elif isinstance(block, Drawing):
        context["svg"] = flow_chart(block.flow)
    return render_to_string(f"{FOLDER}/blocks/{type(block).__name__.lower()}.html", context)


def _cells(table: Table) -> dict[str, Any]:
    whole = sum(table.widths)
    return {
        "widths": [f"{100 * width / whole:.2f}" for width in table.widths],
        "rows": [
            [{"text": cell, "centred": number in table.centred} for number, cell in enumerate(row)]
            for row in table.rows
        ],
    }
