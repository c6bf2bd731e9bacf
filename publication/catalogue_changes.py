"""Follows the catalogue: a new, changed or cancelled item opens a task for its department."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.signals import post_save, pre_save
from django.dispatch import receiver
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from core.audit import record
from core.duties.working_days import add_working_days
from core.running.retrying import retrying
from guides.choices import DocumentKind, Level
from guides.models import GuidePage, ItemSituation, ServiceItem
from publication.acts import CATALOGUE_CHECKED
from publication.choices import OPEN_STATES, CatalogueChange, CatalogueTaskOutcome, EventType
from publication.models import CatalogueTask, Event, PublicState

DAYS = 10
"""Working days in which a department asks for the change (报送) after its cause."""
LEVELS = dict(Level.choices)


@receiver(pre_save, sender=ServiceItem, dispatch_uid="publication.item_before")
def remember_item(instance: ServiceItem, raw: bool = False, **kwargs: Any) -> None:
    """Keep what the catalogue says of an item before it is saved."""
    rows = ServiceItem.objects.filter(pk=instance.pk) if instance.pk else ServiceItem.objects.none()
    before = None if raw else rows.select_related("department").first()
    instance.before_saving = before and _facts(before)  # type: ignore[attr-defined]


@receiver(post_save, sender=ServiceItem, dispatch_uid="publication.item_after")
def open_task(instance: ServiceItem, created: bool, raw: bool = False, **kwargs: Any) -> None:
    """Open, or bring up to date, the task that the change of an item asks for."""
    if raw:
        return
    before, now = getattr(instance, "before_saving", None), _facts(instance)
    changed = {key: [before[key], now[key]] for key in now if before and before[key] != now[key]}
    if not changed and not (created and instance.is_active):
        return
    _write(instance, _kind_of(instance, created, before), changed)


def _kind_of(item, created, before):
    if not item.is_active:
        return CatalogueChange.CANCELLED
    if created:
        return CatalogueChange.NEW
    is_back = before is not None and before["is_active"] != _facts(item)["is_active"]
    if is_back and not _has_all_guides(item):
        return CatalogueChange.RESTORED
    return CatalogueChange.CHANGED  # also of an item that is back before its guide was abolished


def _write(item, change, changed):
    """Keep one open task an item: what comes later is added to what is still to be done."""
    task = CatalogueTask.objects.filter(item=item, settled_at=None).first()
    if task is None:
        if change == CatalogueChange.CANCELLED and "is_active" not in changed:
            return  # what is written of an item that was out of use already asks for nothing
        task = CatalogueTask(item=item)
    if _asks_for_more(task, change):
        task.change, task.opened_on = change, timezone.localdate()
        task.due_on = add_working_days(task.opened_on, DAYS).on
    task.department = item.department
    task.facts = _joined(task.facts, changed)
    if outcome := _outcome_at_once(task):
        task.settled_at, task.outcome = timezone.now(), outcome
    task.save()


def _asks_for_more(task, change):
    """Return whether a change makes another task of an open one, with days of its own.

    A changed fact alone does not: a new item stays new until it has its guide.
    """
    if task.change == CatalogueChange.CANCELLED:
        return change != CatalogueChange.CANCELLED
    return not task.change or change not in (task.change, CatalogueChange.CHANGED)


def _outcome_at_once(task):
    """Return how a task ends in which there is nothing to do; None where there is."""
    if task.change == CatalogueChange.CANCELLED and not _in_force(task.item).exists():
        return CatalogueTaskOutcome.NOTHING
    if task.change == CatalogueChange.CHANGED and not task.facts.keys() - {"is_active"}:
        return CatalogueTaskOutcome.TAKEN_BACK
    return None


def _joined(earlier, later):
    """Return {field: [before, after]} of two changes, one after the other."""
    found = {key: [earlier.get(key, pair)[0], pair[1]] for key, pair in later.items()}
    return {key: pair for key, pair in (earlier | found).items() if pair[0] != pair[1]}


def _facts(item):
    """Return the basic elements (基本要素) and whether in use, in Chinese words: {field: words}."""
    with translation.override("zh-hans"):
        levels = [str(LEVELS.get(one, one)) for one in item.levels]
        return {
            "name": item.name,
            "basic_code": item.basic_code,
            "implementation_code": item.implementation_code,
            "item_type": str(item.get_item_type_display()),
            "levels": "、".join(levels),
            "power_source": str(item.get_power_source_display()),
            "department": item.department.name,
            "is_active": "是" if item.is_active else "否",
        }


def _in_force(item) -> QuerySet[GuidePage]:
    states = PublicState.objects.filter(
        code=OuterRef("code"), kind=DocumentKind.GUIDE, state__in=OPEN_STATES
    )
    return GuidePage.objects.filter(situation__item=item).filter(Exists(states))


def settle_task_of(event: Event) -> None:
    """Let a filed version, or the end, of the item's guides settle its open task."""
    if event.kind != DocumentKind.GUIDE or event.type not in _SETTLING:
        return
    task = (
        CatalogueTask.objects.filter(item__situations__guide_page__code=event.code, settled_at=None)
        .select_related("item")
        .first()
    )
    if task and _is_done(task, event):
        outcome = _SETTLING[EventType(event.type)]
        CatalogueTask.objects.filter(pk=task.pk).update(settled_at=event.at, outcome=outcome)


_SETTLING = {
    EventType.PUBLISHED: CatalogueTaskOutcome.FILED,
    EventType.REVISED: CatalogueTaskOutcome.FILED,
    EventType.CORRECTED: CatalogueTaskOutcome.FILED,
    EventType.ABOLISHED: CatalogueTaskOutcome.ABOLISHED,
}


def _is_done(task, event):
    """Return whether what the catalogue asks for is done for each handling item."""
    in_force = _in_force(task.item).count()
    if task.change == CatalogueChange.CANCELLED:
        return event.type == EventType.ABOLISHED and in_force == 0
    if event.type == EventType.ABOLISHED:
        return False
    return task.change == CatalogueChange.CHANGED or _has_all_guides(task.item)


def _has_all_guides(item):
    """Return whether each handling item of an item has a guide in force."""
    return _in_force(item).count() >= ItemSituation.objects.filter(item=item).count()


@retrying
@transaction.atomic
def check_off(task: CatalogueTask, user: Any, reason: str) -> None:
    """Keep that a change of the catalogue asks for nothing, with the reason; ValidationError when
    it was settled meanwhile.
    """
    task = CatalogueTask.objects.select_for_update(of=("self",)).get(pk=task.pk)
    if task.settled_at is not None:
        raise ValidationError(_("This was settled meanwhile, so nothing was kept of your reason."))
    task.settled_at, task.settled_by = timezone.now(), user
    task.outcome, task.reason = CatalogueTaskOutcome.CHECKED, reason
    task.save(update_fields=["settled_at", "settled_by", "outcome", "reason"])
    record(CATALOGUE_CHECKED, by=user, about=task, label=str(task), after={"reason": reason})
