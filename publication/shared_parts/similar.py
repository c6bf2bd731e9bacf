"""Rows that are the same in many filed guides: proposed as parts, and joined in one batch."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from pydantic import ValidationError

from core.access.scope import scope_of
from core.audit import record
from core.choices import Role
from core.models import Department
from core.running.retrying import retrying
from guides.choices import DocumentKind
from guides.compiling.joining import bare_name, join_rows
from guides.document.canonical import canonical_data
from guides.document.inheriting import is_local
from guides.document.shareable import KINDS, shareable_rows
from guides.models import GuidePage, SharedPart
from publication.acts import PART_JOINED
from publication.choices import OPEN_STATES
from publication.filed_parts import between_commas
from publication.models import FiledPart, PublicState

MOST_GUIDES = 500
"""So many of a person's guides are looked at, those that were filed last first."""
FEWEST = 2


@dataclass
class Group:
    """Rows of several guides that name the same thing, and what most of them say of it."""

    kind: str
    name: str
    texts: Counter = field(default_factory=Counter)
    places: dict[str, list[str]] = field(default_factory=dict)

    @property
    def data(self) -> dict[str, Any]:
        """What most of the rows say."""
        return json.loads(self.texts.most_common(1)[0][0])

    @property
    def equal(self) -> int:
        """How many rows say just that."""
        return self.texts.most_common(1)[0][1]

    @property
    def others(self) -> int:
        """How many rows say something of it in another way."""
        return self.texts.total() - self.equal

    @property
    def label(self) -> str:
        """The name as most rows write it."""
        return KINDS[self.kind].name_of(self.data)


def _looked_at(user) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield (code, Document) of the filed guides of the departments that a person compiles for."""
    rows = PublicState.objects.filter(kind=DocumentKind.GUIDE, state__in=OPEN_STATES)
    departments = scope_of(user).departments_as({Role.COMPILER})
    if departments is not None and Role.OPERATOR not in scope_of(user).roles:
        slugs = Department.objects.filter(pk__in=departments).values_list("slug", flat=True)
        rows = rows.filter(department_slug__in=list(slugs))
    newest = rows.order_by("-seq").values_list("code", "current__text")
    for code, text in newest[:MOST_GUIDES]:
        yield code, json.loads(text)


def _own_rows(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield (kind, pointer, row) of the rows that may be shared and are not inherited."""
    is_heir = "standard" in document
    for kind, pointer, row in shareable_rows(document):
        if not is_heir or is_local(pointer):
            yield kind, pointer, row


def groups(user: Any) -> list[Group]:
    """Return the groups of like rows that follow no part yet, those of most guides first."""
    found: dict[tuple[str, str], Group] = {}
    documents = dict(_looked_at(user))
    joined = {
        (code, pointer)
        for code, rows in FiledPart.objects.filter(code__in=documents).values_list("code", "rows")
        for pointer in rows
    }
    for code, document in documents.items():
        for kind, pointer, row in _own_rows(document):
            name = bare_name(str(row.get(KINDS[kind].named_by) or ""))
            if not name or (code, pointer) in joined:
                continue
            try:
                text = canonical_data(KINDS[kind].data(row))
            except ValidationError:
                continue
            group = found.setdefault((kind, name), Group(kind, name))
            group.texts[text] += 1
            group.places.setdefault(code, []).append(pointer)
    many = [one for one in found.values() if len(one.places) >= FEWEST]
    return sorted(many, key=lambda one: -len(one.places))


def group_of(user: Any, kind: str, name: str) -> Group | None:
    """Return the group of a kind and bare name among those that a person may join, or None."""
    return next((one for one in groups(user) if (one.kind, one.name) == (kind, name)), None)


def group_for(user: Any, part: SharedPart) -> Group | None:
    """Return the rows that name the same thing as an approved part and do not follow it."""
    if not part.version:
        return None
    return group_of(user, part.kind, bare_name(part.name))


def join_all(user: Any, part: SharedPart) -> int:
    """Let the guides of a group follow a part, filed text and draft alike; return how many do.

    No text changes by it: what a guide says otherwise than the part stays its own.
    """
    group = group_for(user, part)
    return sum(_join(user, part, code) for code in group.places) if group else 0


@retrying
@transaction.atomic
def _join(user, part: SharedPart, code: str) -> bool:
    """Let one guide follow a part; False where nothing filed of it says the same any more."""
    page = GuidePage.objects.select_for_update(of=("self",)).filter(code=code).first()
    state = PublicState.objects.select_related("current").get(code=code, kind=DocumentKind.GUIDE)
    if page is None or state.current.version != state.newest_version:
        return False
    # The guide may have been filed anew since the group was looked for.
    rows = _rows_like(part, code, json.loads(state.current.text))
    if not rows:
        return False
    overridden = {n for row in rows.values() for n in part.shareable.own_fields(row, part.data)}
    FiledPart.objects.get_or_create(
        code=code,
        part=part,
        defaults={
            "version": part.version,
            "department_slug": state.department_slug,
            "rows": list(rows),
            "overridden": between_commas(sorted(overridden)),
        },
    )
    draft = page.get_latest_revision_as_object()
    if join_rows(draft, {(part.kind, bare_name(part.name)): part}):
        draft.save_revision(user=user, log_action=True)
    record(PART_JOINED, by=user, about=part, label=part.name, code=code, version=part.version)
    return True


def _rows_like(part: SharedPart, code: str, document: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return {pointer: row} of a guide that names the same thing as a part and follows none."""
    followed = FiledPart.objects.filter(code=code).values_list("rows", flat=True)
    taken = {pointer for pointers in followed for pointer in pointers}
    return {
        pointer: row
        for kind, pointer, row in _own_rows(document)
        if kind == part.kind
        and pointer not in taken
        and bare_name(str(row.get(part.shareable.named_by) or "")) == bare_name(part.name)
    }
