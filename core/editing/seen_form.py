"""A model form that does not write over unseen what somebody else saved meanwhile.

Drafts of pages are merged (`core.editing.merging_form`). Rows of registers, dictionaries and plans
are short and rarely written by two people at once: there the second one is told, nothing of what
was typed is lost, and saving once more is a decision. A view that checks and saves in one
transaction (`saved_in_turn`) holds the row between the two, so that of two people who save at the
same moment the second one is told as well.
"""

from collections.abc import Callable, Container
from functools import wraps
from hashlib import sha256
from typing import Any

from django import forms
from django.db import transaction
from django.db.models import Model
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from core.texts.json_text import json_text

SEEN = "seen_as"
CHANGED_MEANWHILE = _(
    "Somebody else has saved this since you opened it, so yours is not kept yet. Look at theirs "
    "in another window; saving once more puts yours in its place."
)


class SeenField(forms.CharField):
    """The fingerprint of what a form showed; no change of the object."""

    def __init__(self) -> None:
        super().__init__(required=False, widget=forms.HiddenInput)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return False


class SeenForm(forms.Form):
    """Mixin of model forms: refuses once what was typed over a row that was saved meanwhile."""

    instance: Any
    fields: Any
    base_fields: Any
    tables: tuple[str, ...] = ()
    """Relations whose rows stand in the same form beside its fields, those of panels excepted."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            # Read before the form changes the row.
            self.initial[SEEN] = self._fingerprint(self.instance)
            self.fields[SEEN] = SeenField()

    def clean(self) -> dict[str, Any]:
        """Return what was sent; an error of the form when the row is another by now."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        seen = cleaned.pop(SEEN, "")
        now = self._fingerprint(_held(self.instance)) if seen else ""
        if seen != now:
            self.add_error(None, CHANGED_MEANWHILE)
            # The form is drawn again with what there is now: who has been told may write over it.
            again: Any = self.data.copy()  # type: ignore[attr-defined]
            again[self.add_prefix(SEEN)] = now
            self.data = again
        return cleaned

    def _fingerprint(self, instance: Model) -> str:
        """Return the SHA-256 of what is stored in the fields and tables that the form writes."""
        tables = (*self.tables, *getattr(self, "formsets", ()))
        rows = [[_stored(row) for row in getattr(instance, name).all()] for name in tables]
        # Those of the class: a form may leave some of its own out after it was made.
        text = json_text([_stored(instance, type(self).base_fields), rows])
        return sha256(text.encode("utf-8", "backslashreplace")).hexdigest()


def saved_in_turn(view: Callable[..., Any]) -> Callable[..., Any]:
    """Return a view that checks and saves what is posted in one transaction."""

    @wraps(view)
    def in_turn(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if request.method != "POST":
            return view(request, *args, **kwargs)
        with transaction.atomic():
            return view(request, *args, **kwargs)

    return in_turn


def _held(instance: Model) -> Model:
    """Return an object as it is stored now; within a transaction nobody else writes it then."""
    rows = type(instance)._base_manager.filter(pk=instance.pk)
    if transaction.get_connection().in_atomic_block:
        rows = rows.select_for_update(of=("self",))
    return rows.first() or instance


def _stored(instance: Model, names: Container[str] | None = None) -> dict[str, str]:
    """Return {field: text} of an object's fields, or of those with these names."""
    meta = instance._meta
    fields = [*meta.concrete_fields, *meta.many_to_many]
    return {
        field.name: str(field.value_from_object(instance))
        for field in fields
        if names is None or field.name in names
    }
