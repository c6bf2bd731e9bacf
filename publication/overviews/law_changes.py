"""Follows the register of laws: when a law changes its validity, its guides get tasks."""

from collections.abc import Iterable, Mapping
from time import monotonic
from typing import Any

from django.db import transaction
from django.db.models.signals import post_save, pre_save
from django.dispatch import receiver
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from guides.choices import DocumentKind
from guides.laws.facts import law_key
from guides.laws.finding import find_law
from guides.models import Law
from publication.choices import EventType, LawTaskOutcome
from publication.models import CitedLaw, Event, LawChange, LawTask, QualityResult

WATCHED = ("status", "amended_on", "amendment", "repealed_on", "replaced_by_id")
A_STEP = 500
"""So many tasks are written in one transaction."""
SETTLING = {
    EventType.REVISED: LawTaskOutcome.REVISED,
    EventType.CORRECTED: LawTaskOutcome.REVISED,
    EventType.ABOLISHED: LawTaskOutcome.ABOLISHED,
}


@receiver(pre_save, sender=Law, dispatch_uid="publication.law_before")
def remember_law(instance: Law, **kwargs: Any) -> None:
    """Keep what the register says of a law before it is saved."""
    rows = Law.objects.filter(pk=instance.pk) if instance.pk else Law.objects.none()
    instance.before_saving = rows.values(*WATCHED).first()  # type: ignore[attr-defined]


@receiver(post_save, sender=Law, dispatch_uid="publication.law_after")
def write_change(instance: Law, **kwargs: Any) -> None:
    """Write down that a law's validity changed; the relay writes the tasks."""
    before = getattr(instance, "before_saving", None)
    if before is None or all(_is_same(before[name], getattr(instance, name)) for name in WATCHED):
        return
    LawChange.objects.create(
        key=instance.key,
        title=instance.title,
        before=before["status"],
        after=instance.status,
        note=_what_changed(instance),
    )


def _is_same(stored: Any, saved: Any) -> bool:
    """Return whether a value is the stored one; dates may come as texts."""
    return stored == saved or str(stored or "") == str(saved or "")


def _what_changed(law: Law) -> str:
    """Return in one sentence, in Chinese, what the register says now."""
    with override("zh-hans"):
        words = [str(law.get_status_display())]
        if law.repealed_on:
            words.append(str(law.repealed_on))
        if law.replaced_by:
            words.append(_("replaced by “%(title)s”") % {"title": law.replaced_by.title})
        if law.amendment or law.amended_on:
            words.append(" ".join(filter(None, [str(law.amended_on or ""), law.amendment])))
        return "，".join(words)[:300]


def spread(until: float) -> int:
    """Write tasks for the guides that cite a changed law, until a `monotonic()` moment."""
    steps = 0
    for change in LawChange.objects.filter(finished_at=None).order_by("pk"):
        while change.finished_at is None and monotonic() < until:
            steps += _step(change)
    return steps


@transaction.atomic
def _step(change: LawChange) -> int:
    rows = CitedLaw.objects.filter(key=change.key, pk__gt=change.spread_to)
    cited = list(rows.select_related("result").order_by("pk")[:A_STEP])
    LawTask.objects.bulk_create(
        [
            LawTask(
                change=change,
                code=one.result.code,
                title=one.result.title,
                articles=one.articles,
                department_slug=one.result.department_slug,
            )
            for one in cited
        ],
        ignore_conflicts=True,
    )
    if cited:
        change.spread_to = cited[-1].pk
    if len(cited) < A_STEP:
        change.finished_at = timezone.now()
    change.save(update_fields=["spread_to", "finished_at"])
    return len(cited)


def close_tasks_of(event: Event) -> None:
    """Let a new version, or the end, of a guide settle what was to be checked before."""
    outcome = SETTLING.get(EventType(event.type))
    if outcome and event.kind == DocumentKind.GUIDE:
        open_tasks = LawTask.objects.filter(
            code=event.code, settled_at=None, created_at__lt=event.at
        )
        open_tasks.update(settled_at=event.at, outcome=outcome)


def cited_in(data: Mapping[str, Any]) -> dict[str, str]:
    """Return {key of a law: the articles} of a guide's legal bases."""
    found: dict[str, list[str]] = {}
    for row in data["legal_bases"]:
        if row["title"]:
            law = find_law(row["title"])
            key = law_key(law.title if law else row["title"])
            found.setdefault(key[:200], []).append(row["article"])
    return {key: "、".join(filter(None, articles))[:200] for key, articles in found.items()}


def keep_cited(found: Iterable[tuple[QualityResult, Mapping[str, Any]]]) -> None:
    """Store which laws these guides cite, in place of what was there; two queries."""
    found = list(found)
    CitedLaw.objects.filter(result__in=[result for result, _data in found]).delete()
    CitedLaw.objects.bulk_create(
        CitedLaw(result=result, key=key, articles=articles)
        for result, data in found
        for key, articles in cited_in(data).items()
    )
