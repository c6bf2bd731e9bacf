"""A model form that loses nothing when somebody else saved the same object meanwhile.

The form carries what it showed, signed, in a hidden field. When it comes back, three values are
known for each field: what was shown, what is sent, and what is stored now. They are merged
(`core.editing.merging`); a place that both sides changed differently is an error of the form,
until the person has chosen one of the two texts.
"""

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import StreamValue

from core.editing.merging import MINE, THEIRS, Conflict, merge

SHOWN = "shown_values"
CONFLICT = "conflict"
"""The code of the form's error when a person has to choose."""


class ShownValuesField(forms.CharField):
    """What a form showed, signed; no change of the object."""

    def __init__(self):
        super().__init__(required=False, widget=forms.HiddenInput)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return False


class MergingForm(forms.Form):
    """Base of model forms that merge (合并) what they are sent with what was saved meanwhile."""

    shown_values = ShownValuesField()

    asks_about_conflicts = True
    """Whether a Conflict is an error; without it the person's own text stays."""
    conflicts = ()
    """Conflicts that the person has to decide, once the form is validated."""
    merged_names = ()
    """Names of the fields that now differ from what was sent, since another side changed them."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields[SHOWN].initial = lambda: packed(self.newest_values)

    @property
    def newest(self) -> Any:
        """The object as it is stored now; a revert's form is filled with an older one."""
        return getattr(self.instance, "newest_draft", self.instance)

    @cached_property
    def newest_values(self) -> dict[str, Any]:
        """{field: JSON value} of what is stored now; read before the form changes the object."""
        return stored_values(self.newest, self.merged_fields)

    @cached_property
    def merged_fields(self) -> list[str]:
        """The names of the fields that are merged: those of the object that the form writes.

        Whether a person is told of comments stands in the form too, but is not the page's.
        """
        of_object = {field.name for field in self.instance._meta.get_fields()}
        names = self._meta.fields or ()
        return [name for name in names if name in self.fields and name in of_object]

    @cached_property
    def shown_before(self) -> dict[str, Any]:
        """{field: JSON value} of what the form showed when it was drawn; {} when nobody knows."""
        return unpacked(self.data.get(SHOWN, "")) if self.is_bound else self.newest_values

    def shown_value(self, name: str) -> Any:
        """Return a field's value as the form showed it."""
        if name not in self.shown_before or self.shown_before[name] == self.newest_values[name]:
            return self.initial.get(name)
        return self._value(name, self.shown_before[name])

    def get_field_updates_for_resave(self) -> list[tuple[str, Any]]:
        """Return Wagtail's updates after an autosave, and that the form shows what it sent."""
        return [*super().get_field_updates_for_resave(), (SHOWN, packed(self.sent_values))]

    def _post_clean(self):
        # After every `clean`, before the object is changed.
        sent = self.cleaned_data
        self.sent_values = _plain(
            {name: _storable(sent[name]) for name in self.merged_fields if name in sent}
        )
        if not self.errors and self.shown_before != self.newest_values:
            self._merge()
        super()._post_clean()

    def _merge(self):
        given = self.shown_before, self.sent_values, self.newest_values
        undecided = merge(*given).conflicts
        choices = {one.path: side for one in undecided if (side := self._choice(one))}
        merged = merge(*given, choices) if choices else merge(*given)
        if merged.conflicts and self.asks_about_conflicts:
            self.conflicts = merged.conflicts
            message = _("Somebody else changed the same places. Choose a text for each of them.")
            self.add_error(None, ValidationError(message, code=CONFLICT))
            return
        self.merged_names = [
            name for name, value in merged.value.items() if value != self.sent_values[name]
        ]
        for name in self.merged_names:
            self.cleaned_data[name] = self._value(name, merged.value[name])

    def _choice(self, conflict):
        sent = self.data.get(choice_name(conflict), "")
        return next((side for side in (MINE, THEIRS) if sent == choice_value(conflict, side)), None)

    def _value(self, name, plain):
        """Return the Python value of a field's JSON value."""
        if plain == self.newest_values.get(name):
            return self.newest._meta.get_field(name).value_from_object(self.newest)
        field = self.instance._meta.get_field(name)
        return field.to_python(plain)


def choice_name(conflict: Conflict) -> str:
    """Return the name of the input by which a person decides a Conflict."""
    return "keep:" + "/".join(conflict.path)


def choice_value(conflict: Conflict, side: str) -> str:
    """Return what that input says for a side; it names both texts, so a later one is asked anew."""
    texts = json.dumps([repr(conflict.mine), repr(conflict.theirs)])
    return f"{side}:{sha256(texts.encode()).hexdigest()[:16]}"


def packed(values: Mapping[str, Any]) -> str:
    """Return JSON values as signed text for a form."""
    return signing.dumps(values, salt=SHOWN, compress=True)


def unpacked(text: str) -> dict[str, Any]:
    """Return the values of a signed text; {} for one that is not ours."""
    try:
        return signing.loads(text, salt=SHOWN)
    except signing.BadSignature:
        return {}


def stored_values(instance: Any, names: Iterable[str]) -> dict[str, Any]:
    """Return {field: JSON value} of these fields of an object."""
    fields = (instance._meta.get_field(name) for name in names)
    return _plain({field.name: _storable(field.value_from_object(instance)) for field in fields})


def _storable(value):
    """Return a value of a form or an object as the database would store it."""
    if isinstance(value, StreamValue):
        return list(value.get_prep_value())
    if isinstance(value, Model):
        return value.pk
    return value


def _plain(values):
    return json.loads(json.dumps(values, cls=DjangoJSONEncoder))
