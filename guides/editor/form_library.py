"""The library of document forms (文书库): forms that a manual may begin with, in three classes."""

import json
from functools import cache
from pathlib import Path

from django.utils.translation import get_language

from guides import choices
from guides.showing.form_fields import FIELDS

SHIPPED = Path(__file__).with_suffix(".json")


@cache
def shipped_forms() -> list[dict[str, str]]:
    """Return the forms as rows of a manual's `document_forms`: class, name, text."""
    return json.loads(SHIPPED.read_text(encoding="utf-8"))


def forms_by_class() -> list[tuple[str, list[tuple[int, str]]]]:
    """Return (label of a class, its forms as place in the library and name)."""
    return _in_language(get_language() or "")


@cache
def _in_language(_language):
    forms = list(enumerate(shipped_forms()))
    return [
        (str(one.label), [(at, form["name"]) for at, form in forms if form["form_class"] == one])
        for one in choices.FormClass
    ]


def field_names() -> list[str]:
    """Return the names of the fields that a form's text may have between braces."""
    return list(FIELDS)
