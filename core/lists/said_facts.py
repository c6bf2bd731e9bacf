"""What the audit log keeps of a deed, in words: fields before and after, and other facts."""

from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.texts.json_text import json_text

NAMES = {
    "rows": gettext_lazy("rows"),
    "query": gettext_lazy("filter"),
    "opinion": gettext_lazy("opinion"),
    "reason": gettext_lazy("reason"),
    "sections": gettext_lazy("sections"),
    "attempt": gettext_lazy("times submitted"),
    "version": gettext_lazy("version"),
    "filing_no": gettext_lazy("filing number"),
    "revision": gettext_lazy("draft"),
    "seq": gettext_lazy("event"),
    "kind": gettext_lazy("kind"),
    "change_kind": gettext_lazy("kind of change"),
    "decided_stage": gettext_lazy("stage"),
    "state": gettext_lazy("state"),
    "stage": gettext_lazy("stage"),
    "link": gettext_lazy("link"),
    "outline": gettext_lazy("outline"),
    "issuer": gettext_lazy("identity provider"),
    "guides": gettext_lazy("guides"),
    "changes": gettext_lazy("changes"),
    "written_by": gettext_lazy("written by"),
}

ALIASES = {"decided_stage": "stage"}
"""Facts whose values are those of a field of another name."""


def changes_of(entry: Any) -> list[tuple[str, str, str]]:
    """Return [(field, before, after)] of an entry, in words."""
    before, after = (entry.facts.get(side) or {} for side in ("before", "after"))
    fields = _fields(entry.about_type)

    def in_words(side, name):
        return _in_words(name, side.get(name), fields)

    names = {**before, **after}
    return [(_label(name, fields), in_words(before, name), in_words(after, name)) for name in names]


def facts_of(entry: Any) -> list[tuple[str, str]]:
    """Return [(name, value)] of an entry's other facts, in words."""
    kept = {name: value for name, value in entry.facts.items() if name not in ("before", "after")}
    fields = _fields(entry.about_type)
    return [
        (_label(name, fields), _in_words(ALIASES.get(name, name), value, fields))
        for name, value in kept.items()
    ]


def _fields(label):
    """Return {name: field} of the model that an entry is about; empty when it is gone."""
    try:
        return {field.name: field for field in apps.get_model(label)._meta.concrete_fields}
    except (LookupError, ValueError):
        return {}


def _label(name, fields):
    if name in NAMES:
        return str(NAMES[name])
    return str(fields[name].verbose_name if name in fields else _membership_label(name))


def _membership_label(name):
    try:
        return apps.get_model("core", "Membership")._meta.get_field(name).verbose_name
    except FieldDoesNotExist:
        return name


def _in_words(name, value, fields):
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return "、".join(str(one) for one in value)
    if isinstance(value, dict):
        return json_text(value)
    words = dict(getattr(fields.get(name), "flatchoices", ()))
    return str(words.get(value, value))
