"""A hidden block in a row that may be shared: which shared part the row follows."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

FORM = re.compile(r"([0-9a-z]{8,16}):([0-9]{1,6})")


def _check(value):
    if value and not FORM.fullmatch(value):
        raise ValidationError(_("This names no shared part."))


class ReferenceBlock(blocks.FieldBlock):
    """`key:version` of the shared part as the row last saw it; empty for a row of its own."""

    def __init__(self, **kwargs):
        kwargs.setdefault("label", _("Shared part"))
        super().__init__(required=False, **kwargs)

    @cached_property
    def field(self) -> forms.CharField:
        return forms.CharField(required=False, widget=forms.HiddenInput(), validators=[_check])

    def get_default(self) -> str:
        return ""

    def value_from_form(self, value: Any) -> str:
        """Return the reference; a form that does not send any means none."""
        return value or ""

    def to_python(self, value: Any) -> str:
        return value or ""

    class Meta:
        default = ""


def parse_reference(text: str | None) -> tuple[str, int] | None:
    """Return (key, version) of a reference, or None when it names nothing."""
    found = FORM.fullmatch(text or "")
    return (found[1], int(found[2])) if found else None
