"""The notice (一次性告知单): what one needs to know to apply, on exactly one page.

Short guides stand in the type of the official layout; a long one goes through steps that first
tighten the type, then leave out the smaller notes, then name only so many rows and say where the
rest stands. The last step fits whatever a Document holds.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.html import strip_tags
from django.utils.translation import pgettext

from core.papers import pdf
from exchange.papers.full import name_of
from exchange.papers.help_parts import address_of, hours_of, remedy_words
from exchange.papers.printing import framed
from exchange.papers.subject import Subject
from guides import choices
from guides.showing.facts import cards
from guides.showing.materials import what_to_bring
from guides.showing.procedure import procedure
from guides.showing.words import label, listed

ALL = 999
MOST_CHARACTERS = 3500
"""No page holds more of them in the smallest type: laying such a text out only takes time."""


A_ROW = 5
"""So many steps stand beside each other."""


@dataclass(frozen=True)
class Fit:
    """How tightly a notice is set: its type in points, and what it may say."""

    size: float = 10.5
    notes: bool = True
    rows: int = ALL
    """So many rows of each list."""
    characters: int = 400
    """So many characters of each text."""


FITS = (
    Fit(),
    Fit(10),
    Fit(9.5),
    Fit(9, characters=160),
    Fit(8.5, characters=100),
    Fit(9, notes=False, characters=100),
    Fit(8.5, notes=False, rows=16, characters=60),
    Fit(8, notes=False, rows=10, characters=40),
    Fit(8, notes=False, rows=6, characters=30),
    Fit(7.5, notes=False, rows=3, characters=24),
)
"""The steps, from the official type to what always fits."""


class LongerThanAPageError(Exception):
    """Even the tightest step does not fit on a page: a fault of the layout, not of the guide."""


def notice_pdf(subject: Subject) -> bytes:
    """Return the notice as a PDF of one page; PdfUnavailableError without the libraries."""
    for fit in FITS:
        html = notice_html(subject, fit)
        if _characters(html) > MOST_CHARACTERS and fit != FITS[-1]:
            continue
        document = pdf.lay_out(html)
        if len(document.pages) == 1:
            return pdf.write(document)
    raise LongerThanAPageError(subject.code)


def notice_html(subject: Subject, fit: Fit) -> str:
    """Return the notice as HTML, set as tightly as a Fit says."""
    document = subject.document
    context = {
        "size": fit.size,
        "title": name_of(document),
        "under": _under(subject),
        "state": subject.state_words,
        "cards": cards(document),
        "bring": _bring(document, fit),
        "steps": _in_rows(list(_steps(document, fit))),
        "windows": _windows(document, fit),
        "ask": _whom_to_ask(subject, fit),
    }
    return framed("notice.html", _Page(subject), context)


def _characters(html: str) -> int:
    """Return how many characters the body of a paper has."""
    return len("".join(strip_tags(html.partition("<body")[2]).split()))


class _Page:
    """What the frame of a paper asks of a notice."""

    number = ""

    def __init__(self, subject: Subject):
        self.title = pgettext("on paper", "%(name)s: notice") % {"name": name_of(subject.document)}
        self.foot, self.watermark = subject.foot, subject.watermark
        self.author, self.subject = subject.document["issuer"], subject.document["summary"]


def _under(subject: Subject) -> list[str]:
    document = subject.document
    ways = listed(label(choices.ChannelForm, one) for one in document["handling"]["forms"])
    issuer = document["issuer"] or document["item"]["authority"]["name"]
    return [
        part for part in (issuer, pgettext("on paper", "For: %(ways)s") % {"ways": ways}) if part
    ]


def _cut(text: str, fit: Fit) -> str:
    """Return a text in one line, with an ellipsis where it is longer than allowed."""
    line = " ".join(text.split())
    return line if len(line) <= fit.characters else line[: fit.characters - 1] + "…"


def _rows(rows: Sequence[Any], fit: Fit) -> tuple[Sequence[Any], str]:
    """Return so many rows as fit, and what says of the others."""
    left = len(rows) - fit.rows
    more = pgettext("on paper", "%(n)s more: see the full guide") % {"n": left} if left > 0 else ""
    return rows[: fit.rows], more


def _bring(document: Mapping[str, Any], fit: Fit) -> dict[str, Any] | None:
    found = what_to_bring(document)
    if found is None:
        return None
    lists = {}
    for key in ("prepare", "perhaps", "spared"):
        rows, more = _rows(found[key], fit)
        lists[key] = {
            "count": len(found[key]),
            "rows": [_thing(one, fit) for one in rows],
            "more": more,
        }
    return lists | {"nothing": found["nothing"]}


def _thing(one: Mapping[str, Any], fit: Fit) -> dict[str, str]:
    later = pgettext("on paper", " (may follow later)") if one["later"] else ""
    cases = [pgettext("on paper", "Only in these cases: ") + listed(one["situations"])] * bool(
        one["situations"]
    )
    notes = [*cases, one["amount"], one["note"]] if fit.notes else [*cases, one["amount"]]
    return {
        "name": _cut(one["name"], fit) + later,
        "note": _cut(pgettext("between sentences", "; ").join(filter(None, notes)), fit),
    }


def _steps(document: Mapping[str, Any], fit: Fit) -> Iterator[dict[str, Any]]:
    shown = procedure(document)
    if not shown or not shown["channels"]:
        return
    steps, more = _rows(shown["channels"][0]["steps"], fit)
    for step in steps:
        who = pgettext("on paper", "You do this") if step["yours"] else step["body"]
        yield {
            "number": step["number"],
            "name": _cut(step["name"], fit),
            "note": _cut(listed([step["limit"], who if fit.notes else ""]), fit),
        }
    if more:
        yield {"number": "", "name": "……", "note": more}


def _in_rows(steps: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Return the steps in rows of equal length, the last one perhaps shorter."""
    rows = -(-len(steps) // A_ROW) or 1
    length = -(-len(steps) // rows) or 1
    return [steps[start : start + length] for start in range(0, len(steps), length)]


def _windows(document: Mapping[str, Any], fit: Fit) -> dict[str, Any]:
    rows, more = _rows(document["service_points"], fit)
    return {
        "rows": [
            {
                "name": _cut(one["name"], fit),
                "address": [
                    _cut(part, fit)
                    for part in (address_of(one), one["transport"] if fit.notes else "")
                    if part
                ],
                "hours": [_cut(line, fit) for line in hours_of(one).split("\n")],
                "phone": one["phone"],
            }
            for one in rows
        ],
        "more": more,
    }


def _whom_to_ask(subject: Subject, fit: Fit) -> list[tuple[str, str]]:
    given = subject.document["contacts"]
    remedies = [_remedy(given["remedies"][key], fit) for key in ("review", "litigation")]
    url = subject.document["handling"]["online_url"]
    rows = [
        (pgettext("on paper", "Ask"), _ways(given["enquiries"], fit)),
        (pgettext("on paper", "Complain"), _ways(given["complaints"], fit)),
        (pgettext("on paper", "See where it stands"), _ways(given["progress"], fit)),
        (
            pgettext("on paper", "Against a decision"),
            pgettext("between sentences", "; ").join(filter(None, remedies)),
        ),
        (pgettext("on paper", "Apply online"), url if len(url) <= fit.characters else ""),
    ]
    return [(name, value) for name, value in rows if value]


def _remedy(one: Mapping[str, Any], fit: Fit) -> str:
    """Return a remedy; on a tight notice only where, until when, and the phone."""
    if fit.notes:
        return _cut(remedy_words(one), fit)
    return "，".join(_cut(one[key], fit) for key in ("body", "period", "phone") if one[key])


def _ways(rows: Sequence[Mapping[str, Any]], fit: Fit) -> str:
    """Return phone numbers and the like in one line, never a part of one; on a tight notice only
    phones, where there are any.
    """
    phones = [one for one in rows if one["way"] == choices.ContactWay.PHONE]
    chosen = rows if fit.notes else phones or rows
    sentences = [
        f"{one['value']}（{one['note']}）" if one["note"] and fit.notes else one["value"]
        for one in chosen[: fit.rows]
        if len(one["value"]) <= fit.characters
    ]
    return pgettext("between sentences", "; ").join(sentences)
