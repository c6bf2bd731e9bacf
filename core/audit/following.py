"""Settings and word lists whose every change is written down, with before and after.

Whatever saves one, the admin, a command or a program, an entry says which fields changed.
"""

from typing import Any

from django.db.models import Model
from django.db.models.signals import post_delete, post_save, pre_save
from wagtail.log_actions import get_active_log_context

from core.audit import record
from core.audit.acts import SET

_FOLLOWED = {}
SKIPPED = frozenset({"id", "latest_revision", "folded", "live", "has_unpublished_changes"})
OWN = frozenset({"wagtail.create", "wagtail.edit", "wagtail.delete"})
"""What Wagtail logs of a followed row as well, without before and after."""


def follow(model: type[Model]) -> None:
    """Write down every change of a model's rows."""
    _FOLLOWED[model] = True
    uid = f"audit_{model._meta.label}"
    pre_save.connect(_keep_before, sender=model, dispatch_uid=f"{uid}_before")
    post_save.connect(_saved, sender=model, dispatch_uid=f"{uid}_saved")
    post_delete.connect(_deleted, sender=model, dispatch_uid=f"{uid}_deleted")


def followed() -> frozenset[type[Model]]:
    """Return the models whose rows are followed."""
    return frozenset(_FOLLOWED)


def is_told(entry: Any) -> bool:
    """Return whether an entry of Wagtail's log tells what is followed here anyway."""
    model = entry.content_type.model_class()
    return model in _FOLLOWED and entry.action in OWN


def _values(row):
    fields = [one for one in row._meta.concrete_fields if one.name not in SKIPPED]
    return {one.name: one.value_from_object(row) for one in fields}


def _keep_before(sender, instance, raw=False, **kwargs):
    stored = sender._base_manager.filter(pk=instance.pk).first() if instance.pk else None
    instance._audit_before = _values(stored) if stored else None


def _saved(sender, instance, created, raw=False, **kwargs):
    before, after = instance._audit_before, _values(instance)
    if created or before != after:
        _write(instance, before, after)


def _deleted(sender, instance, **kwargs):
    _write(instance, _values(instance), None)


def _write(row, before, after):
    user = get_active_log_context().user
    given = {"by": user} if user else {}
    label = f"{row._meta.verbose_name} · {row}"
    record(SET, about=row, label=label, before=before, after=after, **given)
