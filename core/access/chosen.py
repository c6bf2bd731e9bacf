"""What was chosen in a form, held against what the person may choose.

Wagtail's and Django's choosers accept any id that is posted; only their dialogues are limited.
Here the fields accept what the policy of the chosen model lets the person read, and a block accepts
what belongs to the department of the page as well.
"""

from collections.abc import Callable, Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, Q
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.blocks.list_block import ListBlockValidationError
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.permissions import policy_registry

from core.access.permission_policy import READING, DepartmentOwnedPolicy, ScopedPolicy
from core.editing.seen_form import SeenForm
from core.people.department import Department

NOT_YOURS = _("You may not use this: it belongs to another department. Choose one of your own.")
MAY_CHOOSE = (blocks.ChooserBlock, blocks.StructBlock, blocks.ListBlock, blocks.StreamBlock)
"""Blocks that choose, or that may hold one that does; a form has thousands of plain ones."""
ROW_IS_GONE = _("A row is not there any more, or belongs elsewhere. Load the page again.")


class ScopedModelForm(SeenForm, WagtailAdminModelForm):
    """Base of the forms of rows: what it offers to choose from is what the person may read."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        keep_to_readable(self, self.for_user)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for formset in self.formsets.values():
            if _names_foreign_row(formset):
                self.add_error(None, ROW_IS_GONE)
        return cleaned


def keep_to_readable(form: forms.BaseForm, user: Any) -> None:
    """Let the choices of a form accept what this person may read, and what was chosen before."""
    for name, field in form.fields.items():
        if not isinstance(field, forms.ModelChoiceField) or field.queryset is None:
            continue
        policy = policy_registry.get_by_type(field.queryset.model, fallback=False)
        if not isinstance(policy, ScopedPolicy):
            continue
        readable = policy.instances_user_has_any_permission_for(user, READING)
        before = _keys(form.initial.get(name))
        field.queryset = field.queryset.filter(
            Q(pk__in=readable.order_by().values("pk")) | Q(pk__in=before)
        )


def objection(user: Any, instance: Model, department: Any) -> Any:
    """Return why this person may not put an object into a page of a department, or None.

    The person must be allowed to read it, and it must belong to the page's department, to one
    above or below that, or to all.
    """
    policy = policy_registry.get_by_type(type(instance))
    if not policy.user_has_any_permission_for_instance(user, READING, instance):
        return NOT_YOURS
    if not isinstance(policy, DepartmentOwnedPolicy):
        return None
    owner = policy.department_of(instance)
    if owner is None or owner in Department.line_of(department):
        return None
    return NOT_YOURS


def chosen_in(block: blocks.Block, value: Any) -> Iterator[Any]:
    """Yield every object that choosers hold in the value of a block."""
    for _key, child, inner in _children(block, value):
        yield from chosen_in(child, inner)
    if isinstance(block, blocks.ChooserBlock) and value is not None:
        yield value


def errors_at(
    block: blocks.Block, value: Any, why_not: Callable[[Any], Any]
) -> ValidationError | None:
    """Return the ValidationError that a block shows at each chooser whose object is refused.

    `why_not(object)` returns the reason, or None; without any refusal None is returned.
    """
    if isinstance(block, blocks.ChooserBlock):
        reason = value is not None and why_not(value)
        return ValidationError(reason) if reason else None
    found = {
        key: error
        for key, child, inner in _children(block, value)
        if (error := errors_at(child, inner, why_not))
    }
    return _error_of(block)(block_errors=found) if found else None


def empty_refused(block: blocks.Block, value: Any, why_not: Callable[[Any], Any]) -> None:
    """Take out of a block's value what `why_not(object)` refuses: a form that is shown again would
    tell its title.
    """
    for key, child, inner in _children(block, value):
        if not isinstance(child, blocks.ChooserBlock):
            empty_refused(child, inner, why_not)
        elif inner is not None and why_not(inner):
            if isinstance(block, blocks.StreamBlock):
                value[key].value = None
            else:
                value[key] = None


def _children(block, value):
    """Yield (key, block, value) of what a block is made of and that choosers may lie in."""
    if not value:
        return
    if isinstance(block, blocks.StreamBlock):
        yield from ((place, child.block, child.value) for place, child in enumerate(value))
    elif isinstance(block, blocks.ListBlock):
        yield from ((place, block.child_block, one) for place, one in enumerate(value))
    elif isinstance(block, blocks.StructBlock):
        yield from (
            (name, child, value.get(name))
            for name, child in block.child_blocks.items()
            if isinstance(child, MAY_CHOOSE)
        )


def _error_of(block):
    if isinstance(block, blocks.StreamBlock):
        return StreamBlockValidationError
    if isinstance(block, blocks.ListBlock):
        return ListBlockValidationError
    return StructBlockValidationError


def _keys(chosen):
    """Return the primary keys of what a field held before."""
    several = chosen if isinstance(chosen, list | tuple) else [chosen]
    return [getattr(one, "pk", one) for one in several if one not in (None, "")]


def _names_foreign_row(formset):
    """Return whether a posted row names an id that is none of the formset's own rows."""
    known_keys = {str(row.pk) for row in formset.get_queryset()}
    posted = (form[formset.model._meta.pk.name].data for form in formset.forms)
    return any(pk not in known_keys for pk in posted if pk)
