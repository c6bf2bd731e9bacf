"""Sending a change of a part: what every guide will say is worked out, and frozen by its hash."""

import hashlib
import json
from collections.abc import Iterable
from time import monotonic
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from core.audit import record
from core.people.signature import signature_of
from core.running.retrying import retrying
from guides.choices import DocumentKind
from guides.document import sha256_hex
from guides.document.canonical import canonical_data
from guides.models import SharedPart
from guides.shared_parts.resolving import texts_of
from moderation.models import Submission
from publication.acts import PART_CHANGE_SENT
from publication.choices import OPEN_STATES
from publication.models import FiledPart, PartChange, PartChangeItem, PublicState, PublishedVersion
from publication.shared_parts.people import can_change, keeper_role, stages_of
from publication.shared_parts.texts import after_change, says_new

A_STEP = 100
AT_ONCE_SECONDS = 2.0
"""So long a person who sends a change waits; the worker does the rest."""
IN_REVIEW = gettext_lazy(
    "It is in review, so what it says in its own way stays. Make it the same when it is decided."
)


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
    if why := _why_nothing_comes_of(change):
        raise ValidationError(why)
    change.state, change.attempt = PartChange.State.PREPARING, change.attempt + 1
    change.asked_by, change.asked_at, change.prepared_to = user, timezone.now(), 0
    change.seen_at = None
    for name, value in signature_of(user, keeper_role(user, change.part)).items():
        setattr(change, name, value)
    change.save()
    record(PART_CHANGE_SENT, by=user, about=change, label=change.part.name, reason=change.reason)
    return change


def _why_nothing_comes_of(change: PartChange) -> str | None:
    """Return why a change would alter nothing, or None."""
    if says_new(change):
        return None
    if not change.alike_fields:
        return None if outdated_uses(change.part).exists() else _("This says nothing new.")
    uses = touched_uses(change)
    if not uses.exists():
        return _("None of these guides says it in its own way any more.")
    if not uses.filter(~Exists(review_of_use())).exists():
        return _("All of these guides are in review. Let them be decided first, then send this.")
    return None


def held(pk: int) -> PartChange:
    """Return a change with its part, held until the transaction ends."""
    rows = PartChange.objects.select_for_update(of=("self",))
    return rows.select_related("part__department").get(pk=pk)


def outdated_uses(part: SharedPart) -> QuerySet[FiledPart]:
    """Return the filed guides that say an older version of a part."""
    return FiledPart.objects.filter(part=part, version__lt=part.version)


def touched_uses(change: PartChange) -> QuerySet[FiledPart]:
    """Return the filed uses of a part that a change may alter, by key: all of them, or those that
    it only makes the same.
    """
    if says_new(change) or not change.alike_fields:
        return FiledPart.objects.filter(part=change.part).order_by("pk")
    return made_alike(change)


def made_alike(change: PartChange) -> QuerySet[FiledPart]:
    """Return the filed uses that a change makes the same, by key."""
    return own_uses_of(change.part).filter(made_alike_by(change))


def own_uses_of(part: SharedPart, field: str = "") -> QuerySet[FiledPart]:
    """Return the filed uses whose guides say something in their own way, or this field, by key."""
    uses = FiledPart.objects.filter(part=part).exclude(overridden="").order_by("pk")
    return uses.filter(overridden__contains=f",{field},") if field else uses


def made_alike_by(change: PartChange) -> Q:
    """Return the condition for uses of its part that a change makes the same."""
    differs = says_itself(change.alike_fields)
    return differs if change.alike_everywhere else differs & Q(code__in=change.alike_codes)


def says_itself(fields: Iterable[str]) -> Q:
    """Return the condition for uses whose guide says any of these fields in its own way."""
    lookups = (("overridden__contains", f",{name},") for name in fields)
    return Q(*lookups, _connector=Q.OR)


def review_of_use() -> QuerySet[Submission]:
    """Return what is in review of the guide of a filed use, for `Exists`."""
    return Submission.objects.in_review().filter(code=OuterRef("code"))


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
    filed = list(touched_uses(change).filter(pk__gt=change.prepared_to)[:A_STEP])
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
    in_review = set(reviewed_codes(change, filed))
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
                    **(passed_over() if one.code in in_review else {}),
                )
            )
    return found


def reviewed_codes(change: PartChange, filed: Iterable[FiledPart]) -> QuerySet:
    """Return the codes of those guides, to be made the same, of which a text is in review."""
    codes = [one.code for one in filed if change.alike_of(one)]
    return Submission.objects.in_review().filter(code__in=codes).values_list("code", flat=True)


def passed_over() -> dict[str, str]:
    """Return what an item says of a guide that is in review, in Chinese."""
    with override("zh-hans"):
        return {"state": PartChangeItem.State.SKIPPED, "why": str(IN_REVIEW)}


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
        "alike": [change.alike_fields, change.alike_codes, change.alike_everywhere],
        "guides": guides.hexdigest(),
    }
    return sha256_hex(canonical_data(bound))
