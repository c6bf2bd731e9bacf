"""Ids and counts of rows that a form posts are refused, whatever they say.

What: `BaseChooser.get_instance` and `BlockWidget.value_from_datadict` of Wagtail,
`ModelMultipleChoiceField._check_values` and `BaseFormSet.total_form_count` of Django,
`_construct_form` and `full_clean` of modelcluster's formsets. Why: a form with an id that no column
holds could not be drawn again with its refusal; a count of rows that does not fit the rows ended in
an error of the server, and one of a hundred million in a worker that counted for minutes. Saves:
nothing, it guards every chooser and every table of rows. When it can go: when each of these refuses
such values itself.
"""

import re
from typing import Any, cast

from django.core.exceptions import BadRequest, ValidationError
from django.db.models import IntegerField, Model
from django.forms.formsets import (
    INITIAL_FORM_COUNT,
    ORDERING_FIELD_NAME,
    TOTAL_FORM_COUNT,
    BaseFormSet,
)
from django.forms.models import BaseModelFormSet, ModelMultipleChoiceField
from modelcluster.forms import BaseChildFormSet, BaseTransientModelFormSet
from wagtail.admin.widgets import BaseChooser
from wagtail.blocks.base import BlockWidget

from core.access.ids import parse_id

TOUCHED = (
    "wagtail.admin.widgets.chooser.BaseChooser.get_instance",
    "wagtail.blocks.base.BlockWidget.value_from_datadict",
    "django.forms.models.ModelMultipleChoiceField._check_values",
    "modelcluster.forms.BaseTransientModelFormSet._construct_form",
    "django.forms.formsets.BaseFormSet.full_clean",
    "django.forms.formsets.BaseFormSet.total_form_count",
)

COUNT = re.compile(r"[0-9]{1,5}")
"""A count of rows; a form has 20,000 fields at most."""

block_value = BlockWidget.value_from_datadict
instance_of = BaseChooser.get_instance
checked_values = ModelMultipleChoiceField._check_values
construct_form = BaseTransientModelFormSet._construct_form
count_rows = BaseFormSet.total_form_count
clean_rows = BaseChildFormSet.full_clean


def _is_key(model: type[Model], value: Any) -> bool:
    """Return whether the column of a model's key can hold a value."""
    key: Any = model._meta.pk
    while key.remote_field:
        key = key.target_field
    return not isinstance(key, IntegerField) or parse_id(value) is not None


def _instance(self: BaseChooser, value: Any) -> Any:
    """Draw what is no key as nothing chosen; the field says why it was refused."""
    if value is None or isinstance(value, self.model_class) or _is_key(self.model_class, value):
        return instance_of(self, value)
    return None


def _values(self: ModelMultipleChoiceField, value: Any) -> Any:
    """Refuse a key that the database could not even compare."""
    if not self.to_field_name:
        model: Any = cast(Any, self.queryset).model
        for key in value:
            if not _is_key(model, key):
                raise ValidationError(
                    self.error_messages["invalid_pk_value"],
                    code="invalid_pk_value",
                    params={"pk": str(key)[:60]},
                )
    return checked_values(self, value)


def _row(self: BaseTransientModelFormSet, i: int, **kwargs: Any) -> Any:
    """Read a row that is said to exist, but names no key, as a new one."""
    try:
        return construct_form(self, i, **kwargs)
    except (KeyError, ValidationError):
        return super(BaseModelFormSet, self)._construct_form(i, instance=self.model(), **kwargs)


def _count(self: BaseFormSet) -> int:
    """Refuse more rows than there are fields: thousands of empty ones would be made and drawn."""
    if self.is_bound:
        counts: Any = self.management_form.cleaned_data
        if max(counts[TOTAL_FORM_COUNT], counts[INITIAL_FORM_COUNT]) > len(self.data):
            raise BadRequest("a count of rows that no form has")
    return count_rows(self)


def _rows(self: BaseChildFormSet) -> None:
    """Set a place for rows that were counted but not sent: the panel sorts all rows by it."""
    clean_rows(self)
    for form in self.forms if self.is_bound and self.can_order else ():
        getattr(form, "cleaned_data", {}).setdefault(ORDERING_FIELD_NAME, None)


def _blocks(self: BlockWidget, data: Any, files: Any, name: str) -> Any:
    """Refuse a stream of which a part is missing: read as empty, it would take sections away."""
    counts = [key for key in data if key.startswith(name) and key.endswith("-count")]
    if not all(COUNT.fullmatch(data[key]) for key in counts):
        raise BadRequest("a count of rows that no form has")
    try:
        return block_value(self, data, files, name)
    except (KeyError, ValueError) as missing:
        raise BadRequest("rows of a form are missing") from missing


def install() -> None:
    """Let all choosers and tables of rows refuse such values at their place."""
    BaseChooser.get_instance = _instance
    BlockWidget.value_from_datadict = _blocks
    ModelMultipleChoiceField._check_values = _values
    BaseTransientModelFormSet._construct_form = _row
    BaseFormSet.total_form_count = _count
    BaseChildFormSet.full_clean = _rows
