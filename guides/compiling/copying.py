"""Starting from another department's guide of the same item (参照已公布的指南)."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Window
from django.db.models.functions import RowNumber

from core.registries import newest_filed, revisable_guides
from guides.choices import DocumentKind
from guides.compiling.prefill import starting_guide
from guides.document import GuideDocument, public_cut
from guides.models import GuidePage, ItemSituation

COPIED = (
    "legal_bases", "conditions", "materials", "process", "time_limits", "handling", "fees",
    "results", "faqs", "question_tree",
)  # fmt: skip
"""Sections that another department's guide gives; windows, phones and files are its own."""
FILES = frozenset({"blank_forms", "samples", "image", "file"})
ADDRESSES = frozenset({"online_url", "booking_url"})
MOST = 5
"""Patterns that are offered for one kind of handling item: whoever wants more sees them online."""


@dataclass(frozen=True)
class Pattern:
    """A filed guide of another department that a new one may start from (参照件)."""

    code: str
    item_name: str
    basic_code: str
    situation: str
    situation_code: str
    department: str
    department_id: int

    def __str__(self) -> str:
        return f"{self.department}：{self.item_name}（{self.situation}）"

    def fits(self, situation: ItemSituation) -> bool:
        """Return whether it is another department's guide of a situation's item."""
        item = situation.item
        return self.basic_code == item.basic_code and self.department_id != item.department_id


def patterns_for(situations: Iterable[ItemSituation]) -> dict[int, list[Pattern]]:
    """Return {situation id: guides to start from}, those of the same situation first.

    They are filed and not abolished, of the same item, and another department's. One query.
    """
    situations = list(situations)
    patterns = _filed_guides({one.item.basic_code for one in situations} - {""})
    found = {}
    for one in situations:
        fitting = [pattern for pattern in patterns if pattern.fits(one)]
        if fitting:
            found[one.pk] = _same_situation_first(fitting, one.code)
    return found


def _same_situation_first(patterns, code):
    return sorted(patterns, key=lambda pattern: pattern.situation_code != code)


def _filed_guides(basic_codes: set[str]) -> list[Pattern]:
    """Return the first filed guides of each item and situation, in the order of their codes."""
    nth = Window(
        RowNumber(),
        partition_by=[F("situation__item__basic_code"), F("situation__code")],
        order_by="code",
    )
    pages = GuidePage.objects.filter(
        revisable_guides(), situation__item__basic_code__in=basic_codes
    )
    pages = pages.annotate(nth=nth).filter(nth__lte=MOST + 1)  # one of them may be one's own
    return [
        Pattern(
            page.code,
            page.situation.item.name,
            page.situation.item.basic_code,
            page.situation.name,
            page.situation.code,
            page.department.name,
            page.department_id,
        )
        for page in pages.select_related("situation__item", "department").order_by("code")
    ]


def _filed(code: str) -> str:
    """Return the text of the newest filed version of a guide."""
    _version, text = newest_filed(code)[DocumentKind.GUIDE.value]
    return text


def guide_like(pattern: Pattern, situation: ItemSituation, code: str) -> GuideDocument:
    """Return what a new guide starts with: the public sections of a filed one, made its own.

    The other department's name becomes the new one's; files, addresses and opening hours stay away.
    """
    other = public_cut(GuideDocument.model_validate_json(_filed(pattern.code)))
    name = situation.item.department.name
    sections = {key: _without_files(other[key]) for key in COPIED}
    text = json.dumps(sections, ensure_ascii=False)
    for theirs in {other["item"]["authority"]["name"], other["issuer"], pattern.department} - {""}:
        text = text.replace(json.dumps(theirs, ensure_ascii=False)[1:-1], name)
    start = starting_guide(situation, code).model_dump(mode="json")
    start["summary"] = other["summary"]
    return GuideDocument.model_validate(start | json.loads(text))


def _without_files(value: Any) -> Any:
    if isinstance(value, list):
        return [_without_files(row) for row in value]
    if not isinstance(value, dict):
        return value
    return {
        key: _emptied(below) if key in FILES else "" if key in ADDRESSES else _without_files(below)
        for key, below in value.items()
    }


def _emptied(value: Any) -> Any:
    return [] if isinstance(value, list) else None
