"""Writing parts and their changes: a new part, the one draft of a part, its form's value."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from pydantic import ValidationError as PydanticError
from wagtail import blocks

from core.audit import record
from core.running.retrying import retrying
from guides.blocks.from_document import block_for
from guides.blocks.part_block import PartBlock
from guides.compiling.department_files import DepartmentFiles
from guides.compiling.page_sections import raw_part
from guides.document.errors import problems_of
from guides.document.file_refs import files_in
from guides.document.shareable import KINDS
from guides.models import SharedPart
from publication.acts import PART_CHANGE_WRITTEN
from publication.models import PartChange
from publication.shared_parts.people import can_change
from publication.shared_parts.preparing import held

State = PartChange.State


def block_of(kind: str) -> blocks.StructBlock:
    """Return the block in which a part of a kind is written: its shared fields."""
    shareable = KINDS[kind]
    fields = shareable.part.model_fields
    return PartBlock([(name, block_for(fields[name])) for name in shareable.fields])


def open_change(part: SharedPart) -> PartChange | None:
    """Return the change of a part that is not ended, or None."""
    return PartChange.objects.filter(part=part, state__in=PartChange.OPEN).first()


def value_of(part: SharedPart, change: PartChange | None) -> Any:
    """Return what the form of a part begins with: its draft, else what it says now."""
    block = block_of(part.kind)
    if change is not None and change.value:
        return block.to_python(change.value)
    # A draft that no form has written says what the house proposed.
    data = change.data if change is not None else part.data
    if not data:
        return block.get_default()
    files = DepartmentFiles(part.department, list(files_in(data)))
    # A field that the Document has had since then is empty.
    return block.to_python(raw_part(block, part.shareable.data(data), files))


def data_of(kind: str, value: Any) -> dict[str, Any]:
    """Return what a form's value says; ValidationError in words for what no Document takes."""
    shareable = KINDS[kind]
    try:
        data = shareable.data(block_of(kind).get_api_representation(value))
    except PydanticError as error:
        raise ValidationError([problem.message for problem in problems_of(error)]) from error
    if not shareable.name_of(data):
        raise ValidationError(_("A shared part needs a name."))
    return data


@retrying
@transaction.atomic
def write(
    part: SharedPart,
    user: Any,
    data: dict,
    value: Any,
    reason: str,
    effective_on: date | None = None,
) -> PartChange:
    """Keep the draft of a part, a new part's included; PermissionDenied for who does not keep it.

    Raises ValidationError while a change is in review or being filed.
    """
    if not can_change(user, part):
        raise PermissionDenied
    if part.pk is None:
        part.name = part.shareable.name_of(data)[:300]
        part.save()
    return keep_draft(part, data, reason, effective_on, value=value, editors={user.pk}, by=user)


def draft_of(part: SharedPart) -> PartChange:
    """Return the draft of a part, held until the transaction ends, or a new one that says nothing
    new; ValidationError while a change is in review or being filed.
    """
    SharedPart.objects.select_for_update(of=("self",)).get(pk=part.pk)
    begun = open_change(part)
    if begun is None:
        return PartChange(part=part, base_version=part.version, data=part.data)
    change = held(begun.pk)
    if change.state != State.DRAFT:
        raise ValidationError(_("A change of this part is in review: take it back first."))
    return change


def keep_draft(
    part: SharedPart,
    data: dict[str, Any],
    reason: str,
    effective_on: date | None,
    *,
    value: Any = None,
    editors: Collection[int],
    by: Any,
) -> PartChange:
    """Keep the draft of a part, in the transaction that is open; `by` None is the house itself.

    Raises ValidationError while a change is in review or being filed.
    """
    change = draft_of(part)
    before = change.data
    change.data, change.value = data, block_of(part.kind).get_prep_value(value) if value else {}
    change.reason, change.effective_on = reason, effective_on
    change.editors = sorted({*change.editors, *editors})
    change.save()
    record(
        PART_CHANGE_WRITTEN, by=by, about=change, label=part.name, reason=reason,
        before=before, after=data,
    )  # fmt: skip
    return change
