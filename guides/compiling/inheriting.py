"""Starting a guide as an heir of its item's standard guide (标准指南), and leaving it again."""

import json
from collections.abc import Iterable
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core.registries import newest_filed, why_no_version_follows
from guides.choices import DocumentKind, PartKind
from guides.compiling.compile import compile_guide
from guides.compiling.page_sections import apply_guide
from guides.compiling.prefill import starting_guide
from guides.document import GuideDocument
from guides.models import GuidePage, ItemSituation, SharedPart

BEGUN_WITH = ("rights", "duties")
"""Of the contacts: the law's words, which a district seldom says in another way."""


def standards_for(situations: Iterable[ItemSituation]) -> dict[int, SharedPart]:
    """Return {situation id: the standard guide of the same item and situation}.

    It is that of a department of a higher level, and in force. Two queries, and one a standard.
    """
    wanted: dict[tuple[str, str], list[ItemSituation]] = {}
    for one in situations:
        if one.item.basic_code:
            wanted.setdefault((one.item.basic_code, one.code), []).append(one)
    pages = _standard_pages({basic_code for basic_code, _code in wanted})
    parts = SharedPart.objects.filter(guide_code__in=pages, version__gt=0)
    found = {}
    for part in parts.select_related("department"):
        page = pages[part.guide_code]
        same = wanted.get((page.situation.item.basic_code, page.situation.code), ())
        heirs = [one for one in same if one.item.department.level > page.department.level]
        if heirs and not why_no_version_follows(part.guide_code):
            found |= {one.pk: part for one in heirs}
    return found


def _standard_pages(basic_codes: set[str]) -> dict[str, GuidePage]:
    """Return {code: page} of the standard guides of these items."""
    standards = SharedPart.objects.filter(kind=PartKind.GUIDE).values("guide_code")
    pages = GuidePage.objects.filter(
        situation__item__basic_code__in=basic_codes, code__in=standards
    )
    return {page.code: page for page in pages.select_related("situation__item", "department")}


def inherit(situation: ItemSituation, user: Any) -> GuidePage:
    """Create a situation's guide as an heir of its standard guide; return its page.

    Raises ValidationError when there is none, or the situation has a guide already.
    """
    part = standards_for([situation]).get(situation.pk)
    if part is None:
        raise ValidationError(
            _("There is no standard guide of this item in force. Compile the guide by itself.")
        )
    outline = GuidePage.objects.select_related("outline").get(code=part.guide_code).outline
    return compile_guide(situation, outline, user, partial(_start, part), part)


def _start(part: SharedPart, situation: ItemSituation, code: str) -> GuideDocument:
    """Return what an heir begins with: the usual cover, and of the contacts the law's words."""
    start = starting_guide(situation, code).model_dump(mode="json")
    _version, text = (newest_filed(part.guide_code) or {})[DocumentKind.GUIDE.value]
    contacts = json.loads(text)["contacts"]
    start["contacts"] |= {name: contacts[name] for name in BEGUN_WITH}
    return GuideDocument.model_validate(start)


@transaction.atomic
def leave(page: GuidePage, user: Any) -> GuidePage:
    """Let a guide inherit no more: its draft says itself what it inherited until now.

    Its own sections stay as they are, with the shared parts that they follow. Return the page.
    """
    row = GuidePage.objects.select_for_update(of=("self",)).get(pk=page.pk)
    draft = row.get_latest_revision_as_object()
    document = draft.present().model_copy(update={"standard": None})
    drafted = {one["type"]: one for one in draft.sections.get_prep_value()}
    row.standard = None
    row.save(update_fields=["standard"])
    draft.standard = None
    apply_guide(document, draft)
    raw = [drafted.get(one["type"], one) for one in draft.sections.get_prep_value()]
    draft.sections = draft.sections.stream_block.to_python(raw)
    draft.save_revision(user=user, log_action=True)
    return row
