"""Sending a change of a part: what every guide will say is worked out, and frozen by its hash."""

import hashlib
import json
from time import monotonic
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from core.audit import record
from core.people.signature import signature_of
from core.running.retrying import retrying
from guides.choices import DocumentKind
from guides.document import sha256_hex
from guides.document.canonical import canonical_data
from guides.models import SharedPart
from guides.shared_parts.resolving import texts_of
from publication.acts import PART_CHANGE_SENT
from publication.choices import OPEN_STATES
from publication.models import FiledPart, PartChange, PartChangeItem, PublicState, PublishedVersion
from publication.shared_parts.people import can_change, keeper_role, stages_of
from publication.shared_parts.texts import after_change, changed_fields

A_STEP = 100
AT_ONCE_SECONDS = 2.0
"""So long a person who sends a change waits; the worker does the rest."""


@retrying
@transaction.atomic
def send(change: PartChange, user: Any) -> PartChange:
    """Send a draft to review; ValidationError when it changes nothing or is somebody else's."""
    change = held(change.pk)
    if not can_change(user, change.part):
        raise ValidationError(_("Only those who keep this part send its changes."))
    if change.state != PartChange.State.DRAFT:
        raise ValidationError(_("This change has been sent already."))
    if change.base_version != change.part.version:
        raise ValidationError(_("The part has a newer version by now: write the change anew."))
    differs = changed_fields(change.part.shareable, change.part.data, change.data)
    if not differs and not outdated_uses(change.part).exists():
        raise ValidationError(_("This says nothing new."))
    change.state, change.attempt = PartChange.State.PREPARING, change.attempt + 1
    change.asked_by, change.asked_at, change.prepared_to = user, timezone.now(), 0
    change.seen_at = None
    for name, value in signature_of(user, keeper_role(user, change.part)).items():
        setattr(change, name, value)
    change.save()
    record(PART_CHANGE_SENT, by=user, about=change, label=change.part.name, reason=change.reason)
    return change


def held(pk: int) -> PartChange:
    """Return a change with its part, held until the transaction ends."""
    rows = PartChange.objects.select_for_update(of=("self",))
    return rows.select_related("part__department").get(pk=pk)


def outdated_uses(part: SharedPart) -> QuerySet[FiledPart]:
    """Return the filed guides that say an older version of a part."""
    return FiledPart.objects.filter(part=part, version__lt=part.version)


def prepare(change: PartChange, until: float | None = None) -> None:
    """Work out what a change makes of each guide, step by step, up to a `monotonic()` moment.

    Each step is a transaction of its own, so that another goes on after one that was killed.
    """
    while change.state == PartChange.State.PREPARING:
        if until is not None and monotonic() > until:
            return
        change = _step(change.pk)


@transaction.atomic
def _step(pk: int) -> PartChange:
    change = held(pk)
    if change.state != PartChange.State.PREPARING:
        return change
    rows = FiledPart.objects.filter(part=change.part, pk__gt=change.prepared_to).order_by("pk")
    filed = list(rows[:A_STEP])
    PartChangeItem.objects.bulk_create(_items(change, filed), ignore_conflicts=True)
    if filed:
        change.prepared_to = filed[-1].pk
    if len(filed) < A_STEP:
        _finish(change)
    change.seen_at = timezone.now()
    change.save()
    return change


def _items(change: PartChange, filed: list[FiledPart]) -> list[PartChangeItem]:
    codes = [one.code for one in filed]
    shown = PublicState.objects.filter(
        code__in=codes, kind=DocumentKind.GUIDE, state__in=OPEN_STATES
    )
    open_codes = set(shown.values_list("code", flat=True))
    newest = newest_texts(codes)
    texts = texts_of([change.part], {(change.part.key, one.version) for one in filed})
    found = []
    for one in filed:
        if one.code not in open_codes or one.code not in newest:
            continue
        guide, manual = newest[one.code]
        after = after_change(change, one, texts, guide.text, manual.text if manual else "")
        if after is not None:
            found.append(
                PartChangeItem(
                    change=change,
                    code=one.code,
                    title=guide.title,
                    department_slug=one.department_slug,
                    base_version=guide.version,
                    guide_sha256=sha256_hex(after.guide),
                    manual_sha256=sha256_hex(after.manual) if after.manual else "",
                )
            )
    return found


def newest_texts(codes: list[str]) -> dict:
    """Return {code: (newest guide version, newest manual version or None)}; two queries."""
    found: dict[str, dict[str, PublishedVersion]] = {}
    places = {
        (code, kind): number
        for code, kind, number in PublicState.objects.filter(code__in=codes).values_list(
            "code", "kind", "newest_version"
        )
    }
    rows = PublishedVersion.objects.filter(code__in=codes, version__in=set(places.values())).defer(
        "public_text"
    )
    for row in rows:
        if places.get((row.code, row.kind)) == row.version:
            found.setdefault(row.code, {})[row.kind] = row
    return {
        code: (both[DocumentKind.GUIDE], both.get(DocumentKind.MANUAL))
        for code, both in found.items()
        if DocumentKind.GUIDE in both
    }


def _finish(change: PartChange) -> None:
    """Let the review begin: the fingerprint binds the data, the date and every guide's text."""
    change.sha256 = fingerprint(change)
    change.state = PartChange.State.IN_REVIEW
    change.stage = stages_of(change)[0]


def fingerprint(change: PartChange) -> str:
    """Return the SHA-256 over what is approved of a change."""
    guides = hashlib.sha256()
    items = change.items.order_by("code").values_list(
        "code", "base_version", "guide_sha256", "manual_sha256"
    )
    for item in items.iterator(2000):
        guides.update(json.dumps(item).encode())
    bound = {
        "part": change.part.key,
        "base": change.base_version,
        "data": change.data,
        "effective_on": change.effective_on.isoformat() if change.effective_on else "",
        "guides": guides.hexdigest(),
    }
    return sha256_hex(canonical_data(bound))
