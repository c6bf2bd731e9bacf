"""Starting from another department's guide of the same item (参照已公布的指南)."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from core.registries import newest_filed, why_no_version_follows
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
MOST = 30


@dataclass(frozen=True)
class Pattern:
    """A filed guide of another department that a new one may start from (参照件)."""

    code: str
    item_name: str
    basic_code: str
    situation: str
    department: str

    def __str__(self) -> str:
        return f"{self.department}：{self.item_name}（{self.situation}）"


def patterns_for(situations: Iterable[ItemSituation]) -> list[Pattern]:
    """Return the filed guides, not abolished, of other departments for the same items."""
    situations = list(situations)
    codes = {one.item.basic_code for one in situations} - {""}
    departments = {one.item.department_id for one in situations}
    pages = GuidePage.objects.filter(situation__item__basic_code__in=codes)
    if len(departments) == 1:
        pages = pages.exclude(department__in=departments)
    pages = pages.select_related("situation__item", "department").order_by("code")
    found = [
        Pattern(
            page.code,
            page.situation.item.name,
            page.situation.item.basic_code,
            page.situation.name,
            page.department.name,
        )
        for page in pages[:MOST]
        if _filed(page.code)
    ]
    return found


def _filed(code: str) -> str:
    """Return the text of the newest filed version of a guide that is not abolished, or nothing."""
    newest = newest_filed(code) or {}
    _version, text = newest.get(DocumentKind.GUIDE.value, (0, ""))
    return "" if why_no_version_follows(code) else text


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
