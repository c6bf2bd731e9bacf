"""Making guides the same (全部改成一样): a draft lets them say again what their part says."""

import json
import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core.audit import record
from core.requests.path_converters import GUIDE_CODE
from core.running.retrying import retrying
from guides.document.shareable import rows_at
from guides.models import SharedPart
from moderation.comparing.changes import FieldChange
from moderation.models import Submission
from publication.acts import PART_CHANGE_WRITTEN
from publication.models import FiledPart, PartChange
from publication.shared_parts.drafting import draft_of
from publication.shared_parts.impact import field_changes_of, own_fields, with_titles
from publication.shared_parts.people import can_change
from publication.shared_parts.preparing import newest_texts, own_uses_of

MOST_CODES = 2000
"""So many guides are chosen one by one; beyond that it is all of them."""


IS_CODE = re.compile(GUIDE_CODE)


@dataclass(frozen=True)
class Alike:
    """In which fields which guides are to say what their part says; all guides without codes."""

    fields: list[str]
    codes: list[str]
    everywhere: bool


@retrying
@transaction.atomic
def make_alike(part: SharedPart, user: Any, choice: Alike, reason: str) -> PartChange:
    """Keep in the draft of a part which guides are made the same, beside what else it changes.

    Raises PermissionDenied, or ValidationError while a change is in review or being filed.
    """
    if not can_change(user, part):
        raise PermissionDenied
    change = draft_of(part)
    before = _facts(change)
    change.alike_fields, change.alike_codes = choice.fields, choice.codes
    change.alike_everywhere = choice.everywhere
    change.reason = reason
    change.editors = sorted({*change.editors, user.pk})
    change.save()
    record(
        PART_CHANGE_WRITTEN, by=user, about=change, label=part.name, reason=reason,
        before=before, after=_facts(change),
    )  # fmt: skip
    return change


def _facts(change: PartChange) -> dict[str, Any]:
    return {
        "alike_fields": change.alike_fields,
        "alike_codes": change.alike_codes,
        "alike_everywhere": change.alike_everywhere,
    }


def own_names(part: SharedPart) -> set[str]:
    """Return the fields that any filed guide says in its own way; one query."""
    found = own_uses_of(part).order_by().values_list("overridden", flat=True).distinct()
    return {name for text in found for name in text.split(",") if name}


@dataclass(frozen=True)
class Differing:
    """A filed guide that says fields of a part in its own way: from its words to the part's."""

    code: str
    title: str
    department: str
    changes: list[FieldChange]
    is_in_review: bool


def differing(part: SharedPart, uses: list[FiledPart]) -> list[Differing]:
    """Return what each of these guides would say otherwise if it were made the same."""
    codes = [one.code for one in uses]
    newest = newest_texts(codes)
    rows = Submission.objects.in_review().filter(code__in=codes)
    in_review = set(rows.values_list("code", flat=True))
    return [
        Differing(one.code, title, department, _changes(part, one, newest), one.code in in_review)
        for one, title, department in with_titles(uses)
        if one.code in newest
    ]


def _changes(part: SharedPart, use: FiledPart, newest: dict) -> list[FieldChange]:
    shareable = part.shareable
    names = own_fields(use, shareable.fields)
    guide, _manual = newest[use.code]
    now = {name: part.data.get(name) for name in names}
    return [
        change
        for row in rows_at(json.loads(guide.text), use.rows)
        for change in field_changes_of(shareable, {name: row.get(name) for name in names}, now)
    ]


def chosen(
    part: SharedPart, before: Collection[str], shown: Collection[str], ticked: Collection[str]
) -> list[str]:
    """Return the codes that are chosen after a page of guides: those of other pages stay."""
    codes_sent = {code for code in (*before, *ticked) if IS_CODE.fullmatch(code)}
    known = FiledPart.objects.filter(part=part, code__in=codes_sent)
    codes = set(known.values_list("code", flat=True))
    found = sorted(code for code in codes if code in ticked or code not in shown)
    if len(found) > MOST_CODES:
        raise ValidationError(
            _("At most %(most)s guides are chosen one by one. Choose all of them instead."),
            params={"most": MOST_CODES},
        )
    return found
