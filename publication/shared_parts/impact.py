"""What a change of a part would do (影响): counted by SQL, shown guide by guide beforehand."""

import json
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet

from core.access.scope import scope_of
from core.models import Department
from guides.choices import DocumentKind
from guides.document.shareable_kind import Shareable
from guides.models import SharedPart, SharedPartUse
from guides.shared_parts.resolving import texts_of
from moderation.comparing.changes import FieldChange, SectionChange, changed_sections, field_changes
from moderation.comparing.sections import COVER
from moderation.models import FrozenPart, Submission
from publication.models import FiledPart, PartChange, PartChangeItem, PublicState
from publication.shared_parts.preparing import (
    IN_REVIEW,
    made_alike,
    made_alike_by,
    newest_texts,
    own_uses_of,
    review_of_use,
    says_itself,
    touched_uses,
)
from publication.shared_parts.texts import after_change, changed_fields, label_of

SAMPLES = 3
SHOWN = 20


def filed_uses(part: SharedPart) -> QuerySet[FiledPart]:
    """Return the guides that say a part in their newest filed version."""
    return FiledPart.objects.filter(part=part).order_by("pk")


def filed_counts(parts: list[SharedPart]) -> dict[int, int]:
    """Return how many guides say each of these parts, {key of the part: number}; one query."""
    uses = FiledPart.objects.filter(part__in=parts).order_by()
    return dict(uses.values_list("part").annotate(Count("pk")))


def draft_uses(part: SharedPart) -> QuerySet[SharedPartUse]:
    """Return the drafts that use a part while nothing filed of their guide does."""
    filed = FiledPart.objects.filter(part_id=part.pk, code=OuterRef("code"))
    return SharedPartUse.objects.filter(~Exists(filed), part=part).order_by("pk")


def reviewed_uses(part: SharedPart) -> QuerySet[Submission]:
    """Return the Submissions in review that were frozen with a part."""
    frozen = FrozenPart.objects.filter(part_id=part.pk, submission=OuterRef("pk"))
    return Submission.objects.in_review().filter(Exists(frozen)).without_texts().order_by("pk")


def reviewed_by(user: Any, part: SharedPart) -> list[Submission]:
    """Return the first Submissions in review that were frozen with a part and that a person may
    read; they are renewed once the part has changed.
    """
    rows = seen_by(user, reviewed_uses(part), "department_id")
    return list(rows.select_related("department")[:SHOWN])


def seen_by(user: Any, rows: QuerySet, department: str) -> QuerySet:
    """Return those rows that a person may read; `department` is the lookup to its id."""
    scope = scope_of(user)
    if scope.sees_all_departments:
        return rows
    return rows.filter(**{f"{department}__in": scope.department_ids})


@dataclass(frozen=True)
class Numbers:
    """How many guides use a part, and how many of the filed ones would follow a change."""

    filed: int
    following: int
    in_review: int
    drafts: int
    departments: list[tuple[str, int]]

    @property
    def total(self) -> int:
        """How many guides there are, each counted once."""
        return self.filed + self.drafts

    @property
    def overridden(self) -> int:
        """How many filed guides say all of it in their own way."""
        return self.filed - self.following


def numbers(part: SharedPart, fields: list[str], change: PartChange | None = None) -> Numbers:
    """Return how many guides use a part; those that say all of `fields` in their own way do not
    follow, but where `change` makes them the same. Five queries.
    """
    by_slug = filed_uses(part).order_by().values_list("department_slug")
    counts = list(by_slug.annotate(count=Count("pk")).order_by("-count"))
    names = dict(Department.objects.values_list("slug", "name"))
    filed = sum(count for _slug, count in counts)
    return Numbers(
        filed=filed,
        following=_following(part, fields, change, filed),
        in_review=reviewed_uses(part).count(),
        drafts=draft_uses(part).count(),
        departments=[(names.get(slug, slug), count) for slug, count in counts],
    )


def _following(part: SharedPart, fields: list[str], change: PartChange | None, filed: int) -> int:
    """Return how many of the filed guides would follow a change of `fields`."""
    alike = change if change is not None and change.alike_fields else None
    if not fields:
        return made_alike(alike).exclude(Exists(review_of_use())).count() if alike else filed
    stay = own_uses_of(part)
    for name in fields:
        stay = stay.filter(overridden__contains=f",{name},")
    if alike:
        stay = stay.exclude(made_alike_by(alike))
    return filed - stay.count()


@dataclass(frozen=True)
class Sample:
    """One filed guide before and after a change."""

    code: str
    title: str
    version: int
    changes: list[SectionChange]


def samples(change: PartChange, after: int = 0, many: int = SAMPLES) -> tuple[list[Sample], int]:
    """Return guides as a change would make them, behind a key of FiledPart; and the next key, or 0.

    Those that would not change are passed by, a screenful at most.
    """
    filed = list(touched_uses(change).filter(pk__gt=after)[:SHOWN])
    newest = newest_texts([one.code for one in filed])
    key = change.part.key
    versions = {(key, one.version) for one in filed} | {(key, change.base_version)}
    texts = texts_of([change.part], versions)
    found: list[Sample] = []
    for place, one in enumerate(filed, start=1):
        sample = _sample(change, one, texts, newest)
        if sample is not None:
            found.append(sample)
        if len(found) == many:
            is_last = place == len(filed) and len(filed) < SHOWN
            return found, 0 if is_last else one.pk
    return found, filed[-1].pk if len(filed) == SHOWN else 0


def _sample(change: PartChange, one: FiledPart, texts: dict, newest: dict) -> Sample | None:
    if one.code not in newest:
        return None
    guide, _manual = newest[one.code]
    after = after_change(change, one, texts, guide.text, "")
    if after is None:
        return None
    sections = changed_sections(json.loads(guide.text), json.loads(after.guide))
    shown = [section for section in sections if section.key != COVER]
    return Sample(one.code, guide.title, guide.version, shown)


@dataclass(frozen=True)
class Own:
    """A filed guide that says fields of a part in its own way: which, and what."""

    code: str
    title: str
    department: str
    fields: str


def own_uses(change: PartChange) -> list[Own]:
    """Return the first filed guides that say a changed field in their own way."""
    part = change.part
    fields = changed_fields(part.shareable, part.data, change.data)
    if not fields:
        return []
    rows = list(own_uses_of(part).filter(says_itself(fields))[:SHOWN])
    stays = {
        one.code: [name for name in own_fields(one, fields) if name not in change.alike_of(one)]
        for one in rows
    }
    return [
        Own(one.code, title, department, labels(part, stays[one.code]))
        for one, title, department in with_titles(rows)
        if stays[one.code]
    ]


def own_fields(use: FiledPart, fields: list[str]) -> list[str]:
    """Return those of the fields that a filed guide says in its own way."""
    return [name for name in fields if f",{name}," in use.overridden]


def passed_over(change: PartChange) -> list[tuple[str, str]]:
    """Return (title, why) of the first guides that are not made the same, being in review."""
    if change.state != PartChange.State.DRAFT:
        items = change.items.filter(state=PartChangeItem.State.SKIPPED)
        return list(items.order_by("pk").values_list("title", "why")[:SHOWN])
    if not change.alike_fields:
        return []
    uses = made_alike(change).filter(Exists(review_of_use()))[:SHOWN]
    return [(title, str(IN_REVIEW)) for _one, title, _department in with_titles(list(uses))]


def with_titles(rows: list[FiledPart]) -> list[tuple[FiledPart, str, str]]:
    """Return filed uses with the titles of their guides and the names of their departments."""
    codes = [one.code for one in rows]
    states = PublicState.objects.filter(code__in=codes, kind=DocumentKind.GUIDE)
    titles = dict(states.values_list("code", "title"))
    slugs = {one.department_slug for one in rows}
    names = dict(Department.objects.filter(slug__in=slugs).values_list("slug", "name"))
    return [
        (one, titles.get(one.code, one.code), names.get(one.department_slug, one.department_slug))
        for one in rows
    ]


def part_changes(change: PartChange) -> list[FieldChange]:
    """Return what a change does to the part itself, field by field."""
    return field_changes_of(change.part.shareable, change.part.data, change.data)


def field_changes_of(
    shareable: Shareable, was: dict[str, Any], now: dict[str, Any]
) -> list[FieldChange]:
    """Return in words in which fields two versions of a part differ."""
    fields = {name: shareable.part.model_fields[name] for name in shareable.fields}
    return field_changes(fields, was, now)


def labels(part: SharedPart, names: list[str]) -> str:
    """Return what fields of a part are called, in one line."""
    return "、".join(label_of(part.shareable.part, name) for name in names)
