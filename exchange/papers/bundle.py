"""The papers of one thing (一件事): its guides as one, what they all ask for said once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import pgettext

from core.papers import pdf
from core.papers.content import Block, Facts, Foot, Heading, Items, Paper, Paragraph, Table
from core.texts.chinese_numbers import chinese_numeral
from exchange.papers.facts import filled
from exchange.papers.help_parts import address_of, hours_of
from exchange.papers.printing import paper_html
from guides import choices
from guides.showing.words import day, full_name, limit_text, listed
from publication.bundles.joint import Joint, Need, Part

FITS = ((9.0, 999), (8.5, 999), (8.0, 999), (8.0, 20), (8.0, 12), (7.5, 6), (7.5, 3))
"""The type of a notice in points and so many rows of each table: as much as one page holds."""


@dataclass(frozen=True)
class BundleSubject:
    """A filed bundle to be put on paper, with its guides in force."""

    slug: str
    content: Mapping[str, Any]
    joint: Joint
    version: int
    filing_no: str
    filed_on: date
    lead: str
    made_on: date = field(default_factory=timezone.localdate)
    left_out: Sequence[str] = ()
    """The names of its guides that are not in force now."""

    @property
    def names(self) -> dict[int, str]:
        """The name of each guide by its place."""
        return {one.place: full_name(one.document["item"])["name"] for one in self.joint.parts}

    @property
    def foot(self) -> Foot:
        """The foot of each page: number, version, the guides' versions, the way to the page."""
        filed = pgettext("on paper", "Filing number %(number)s") % {"number": self.filing_no}
        version = pgettext("on paper", "version %(n)s") % {"n": self.version}
        made = pgettext("on paper", "Made on %(day)s") % {"day": day(self.made_on)}
        check = pgettext("on paper", "follows the guides in force on that day")
        address = settings.PUBLIC_BASE_URL + reverse("home:bundle", args=[self.slug])
        return Foot([f"{filed}　{version}", f"{made}　{check}"], address)


def bundle_paper(subject: BundleSubject) -> Paper:
    """Return the whole bundle as a paper: in short, what to bring, the order, each guide."""
    parts = [
        (pgettext("on paper", "What to bring, each thing once"), _materials(subject)),
        (pgettext("on paper", "What comes first, and how long it takes"), _order(subject)),
        *((name, list(_guide(subject, one))) for name, one in _named(subject)),
    ]
    summary = Paragraph(subject.content["summary"])
    blocks: list[Block] = [summary, *_left_out(subject), _in_short(subject)]
    for number, (title, found) in enumerate(parts, 1):
        blocks += [Heading(f"{chinese_numeral(number)}、{title}"), *found]
    return _paper(subject, subject.content["name"], blocks)


def bundle_notice(subject: BundleSubject) -> bytes:
    """Return the notice of a bundle as a PDF of one page; the fullest that fits."""
    for size, rows in FITS:
        document = pdf.lay_out(notice_html(subject, size, rows))
        if len(document.pages) == 1:
            break
    return pdf.write(document)


def notice_html(subject: BundleSubject, size: float, rows: int) -> str:
    """Return the notice as HTML: the size of its type in points, and so many rows of each table."""
    return paper_html(notice_paper(subject, rows), "bundle_notice.html", size=size)


def notice_paper(subject: BundleSubject, rows: int) -> Paper:
    """Return the notice: in short, what to bring, the order and phones, so many rows of each."""
    blocks = [
        *_left_out(subject),
        _in_short(subject),
        Heading(pgettext("on paper", "What to bring"), 2),
        *_cut(_materials(subject), rows),
        Heading(pgettext("on paper", "How it goes"), 2),
        *_cut(_order(subject), rows),
        Heading(pgettext("on paper", "Whom to ask"), 2),
        Table(
            (pgettext("on paper", "Department"), pgettext("on paper", "Phone")),
            [
                [one.document["item"]["authority"]["name"], _phone(one)]
                for one in subject.joint.parts
            ],
            (60, 40),
            centred=frozenset(),
        ),
    ]
    title = pgettext("on paper", "%(name)s: notice") % {"name": subject.content["name"]}
    return _paper(subject, title, blocks)


def _paper(subject: BundleSubject, title: str, blocks: Sequence[Block]) -> Paper:
    filed = pgettext("on paper", "filed on %(day)s") % {"day": day(subject.filed_on)}
    led = pgettext("on paper", "led by %(name)s") % {"name": subject.lead}
    return Paper(
        title=title,
        number="",
        under_title=[led, filed],
        blocks=blocks,
        foot=subject.foot,
        author=subject.lead,
        subject=subject.content["summary"],
    )


def _named(subject: BundleSubject) -> list[tuple[str, Part]]:
    return [(subject.names[one.place], one) for one in subject.joint.parts]


def _left_out(subject: BundleSubject) -> list[Block]:
    words = pgettext("on paper", "Not in force now, and left out here: %(names)s.")
    return [Paragraph(words % {"names": listed(subject.left_out)})] if subject.left_out else []


def _in_short(subject: BundleSubject) -> Facts:
    joint = subject.joint
    together = pgettext("on paper", "%(papers)s papers, %(days)s working days")
    free = pgettext("on paper", "Free of charge")
    charged = pgettext("on paper", "Some of it costs a fee")
    online = pgettext("on paper", "Fully online")
    offline = pgettext("on paper", "Online and at the window")
    return Facts(
        filled(
            (
                pgettext("on paper", "One by one"),
                together % {"papers": joint.papers_apart, "days": joint.apart},
            ),
            (
                pgettext("on paper", "Together"),
                together % {"papers": len(joint.bring), "days": joint.promise},
            ),
            (pgettext("on paper", "Fees"), free if joint.is_free else charged),
            (
                pgettext("on paper", "Visits in person"),
                pgettext("on paper", "%(n)s at most") % {"n": joint.visits},
            ),
            (pgettext("on paper", "Ways to apply"), online if joint.is_online else offline),
        )
    )


def _materials(subject: BundleSubject) -> list[Block]:
    heads = (
        "",
        pgettext("on paper", "Material name"),
        pgettext("on paper", "Asked for by"),
        pgettext("on paper", "Note"),
    )
    rows = [["□", *_need(one, subject)] for one in subject.joint.bring]
    spared = pgettext("on paper, a mark", "free")
    rows += [[spared, *_need(one, subject)] for one in subject.joint.spared]
    if not rows:
        return [Paragraph(pgettext("on paper", "No material is needed."))]
    return [Table(heads, rows, (8, 52, 56, 40), centred=frozenset({0}))]


def _need(one: Need, subject: BundleSubject) -> list[str]:
    return [one.name, listed(subject.names[place] for place in one.places), one.note]


def _order(subject: BundleSubject) -> list[Block]:
    heads = (
        pgettext("on paper", "No."),
        pgettext("on paper", "Thing"),
        pgettext("on paper", "Department"),
        pgettext("on paper", "On the working days"),
        pgettext("on paper", "Follows"),
        pgettext("on paper", "You get"),
    )
    rows = [
        [
            str(one.place),
            subject.names[one.place],
            one.document["item"]["authority"]["name"],
            _days(one),
            listed(subject.names[place] for place in one.after if place in subject.names),
            listed(row["name"] for row in one.document["results"]),
        ]
        for one in subject.joint.parts
    ]
    path = " → ".join(subject.names[one.place] for one in subject.joint.longest)
    decides = pgettext("on paper", "The longest path decides, %(days)s working days: %(path)s")
    return [
        Table(heads, rows, (8, 34, 34, 22, 34, 24), centred=frozenset({0, 3})),
        Paragraph(decides % {"days": subject.joint.promise, "path": path}),
    ]


def _days(one: Part) -> str:
    if one.begins == one.ends:
        return pgettext("on paper", "day %(n)s") % {"n": one.begins}
    return pgettext("on paper", "days %(n)s to %(m)s") % {"n": one.begins, "m": one.ends}


def _guide(subject: BundleSubject, one: Part) -> Iterator[Block]:
    """Yield what only one guide of the bundle says: conditions, promise, windows, phone."""
    document = one.document
    points = "\n".join(
        "　".join(filter(None, [row["name"], address_of(row), hours_of(row).replace("\n", "；")]))
        for row in document["service_points"]
    )
    promised = limit_text(document["time_limits"]["promised"])
    yield Facts(
        filled(
            (pgettext("on paper", "Department"), document["item"]["authority"]["name"]),
            (pgettext("on paper", "Promised time limit"), promised),
            (pgettext("on paper", "Guide"), f"{one.code}　v{one.version}"),
            (pgettext("on paper", "Phone"), _phone(one)),
            (pgettext("on paper", "Windows and hours"), points),
        )
    )
    if conditions := [row["text"] for row in document["conditions"]["items"] if row["text"]]:
        yield Heading(pgettext("on paper", "Conditions"), 2)
        yield Items(conditions)


def _phone(one: Part) -> str:
    rows = one.document["contacts"]["enquiries"]
    return listed(row["value"] for row in rows if row["way"] == choices.ContactWay.PHONE)


def _cut(blocks: Sequence[Block], rows: int) -> list[Block]:
    """Return blocks whose tables have no more rows than these, and what says of the others."""
    found: list[Block] = []
    for one in blocks:
        if isinstance(one, Table) and len(one.rows) > rows:
            left = pgettext("on paper", "%(n)s more: see the full guide") % {
                "n": len(one.rows) - rows
            }
            one = Table(one.heads, one.rows[:rows], one.widths, one.caption, one.centred)
            found += [one, Paragraph(left)]
        else:
            found.append(one)
    return found
