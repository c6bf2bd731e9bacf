"""The sections as the editor lists them: in the guide page's groups, with how far each one is."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from pydantic import ValidationError

from guides.blocks.sections import MANUAL_KEYS
from guides.document import GuideDocument, ManualDocument
from guides.document.errors import problems_of
from guides.document.shared import Cover
from guides.outlines.conformance import completeness, required_places, section_statuses
from guides.outlines.models import Outline
from guides.outlines.places import place_in_words

COVER = "cover"
GROUPS = (
    (_("Basics"), (COVER, "item", "legal_bases")),
    (_("Who can apply"), ("conditions", "question_tree")),
    (_("Preparation"), ("materials", "attachments")),
    (
        _("Handling"),
        ("process", "time_limits", "handling", "fees", "results", "service_points"),
    ),
    (_("Other"), ("contacts", "faqs")),
    (_("Only in the manual"), MANUAL_KEYS),
)


@dataclass
class SectionEntry:
    """One section in the editor's list: its name, its state, and what is still wrong with it.

    `editor_url` leads to the editor in which it is written; empty for the one that is open.
    """

    key: str
    label: str | Promise
    guidance: str = ""
    count: int | None = None
    needed: bool = False
    filled: bool = False
    findings: list = field(default_factory=list)
    editor_url: str = ""

    @property
    def state(self) -> str:
        """`wrong`, `open` (nothing there, nothing needed) or `done`."""
        if self.findings:
            return "wrong"
        return "done" if self.filled else "open"


@dataclass
class Overview:
    """How far a page is: per cent, groups of sections, and what no Document can take.

    `required` are the JSON pointers of what must be filled in.
    """

    document: object = None
    percent: int = 0
    groups: list = field(default_factory=list)
    problems: list = field(default_factory=list)
    required: list = field(default_factory=list)

    @property
    def entries(self) -> list[SectionEntry]:
        """The entries of all groups."""
        return [entry for _label, entries in self.groups for entry in entries]

    @property
    def finding_count(self) -> int:
        """How many places keep the page from review."""
        return sum(len(entry.findings) for entry in self.entries)


def overview(
    present: Callable[[], Any],
    outline: Outline,
    english: bool = False,
    wrong: Collection[str] = frozenset(),
) -> Overview:
    """Return the Overview of a page; `present` gives its Document or raises pydantic's error.

    `wrong` are the keys of sections that are not in order, whatever the outline says of them.
    """
    try:
        document = present()
    except ValidationError as error:
        return Overview(problems=_placed(problems_of(error), error.title))
    statuses = section_statuses(document, outline)
    entries = _entries(statuses, outline, document, english)
    groups = [(label, [entries[key] for key in keys if key in entries]) for label, keys in GROUPS]
    return Overview(
        document,
        completeness(statuses, wrong),
        [group for group in groups if group[1]],
        required=required_places(type(document), outline, statuses),
    )


def _placed(problems, name):
    """Return [(pointer, place in words, message)] of what a Document of this name cannot take."""
    model = ManualDocument if name == ManualDocument.__name__ else GuideDocument
    return [
        (one.pointer, place_in_words(model, one.pointer.strip("/").split("/")), one.message)
        for one in problems
    ]


def _entries(statuses, outline, document, english):
    entries = {}
    for section, status in zip(outline.sections.all(), statuses, strict=True):
        key = section.key.partition(".")[0]
        key = COVER if key in Cover.model_fields else key
        if key not in entries:
            entries[key] = SectionEntry(key, _("Cover") if key == COVER else status.label)
            entries[key].count = _rows(getattr(document, key, None))
        entry = entries[key]
        if section.key == key:
            entry.label = status.label
        if key != COVER and not entry.guidance:
            entry.guidance = section.guidance_en if english else section.guidance
        entry.needed |= status.applies
        entry.filled |= status.filled
        entry.findings += status.findings
    return entries


def _rows(value):
    rows = value if isinstance(value, list) else getattr(value, "items", None)
    rows = rows if isinstance(rows, list) else getattr(value, "steps", None)
    return len(rows) if isinstance(rows, list) else None
