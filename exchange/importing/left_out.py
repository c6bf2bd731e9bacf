"""Items that a new catalogue leaves out: they are cancelled (取消), department by department."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from pydantic import ValidationError

from core.import_report import RefusedError
from core.models import Department
from exchange.choices import Extent
from exchange.importing.catalogue_record import ItemKey
from exchange.importing.departments import find_department
from exchange.importing.merging import Numbered
from guides.models import ServiceItem


@dataclass
class LeftOut:
    """The keys of the items that a file cancels, and what is to be said of each department."""

    items: list[int] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass
class _Named:
    """The basic codes that a file names, by department; `loose` ones of unknown departments."""

    codes: dict[Department, set[str]] = field(default_factory=lambda: defaultdict(set))
    loose: set[str] = field(default_factory=set)
    unreadable: int = 0


def left_out(records: Iterable[Numbered], extent: str) -> LeftOut:
    """Return which items in use the records of a file leave out, before the file is taken in.

    Only departments that the file names are looked at. A row that cannot be read may be of any
    item, so that one such row keeps everything in use.
    """
    found = LeftOut()
    if extent == Extent.PART:
        return found
    named = _named(records)
    if named.unreadable:
        note = _("%(count)s rows name no item, so none was taken for left out and cancelled.")
        found.notes.append(note % {"count": named.unreadable})
        return found
    for department in sorted(named.codes, key=lambda one: one.slug):
        _compare(found, department, named.codes[department] | named.loose, extent)
    return found


def _named(records: Iterable[Numbered]) -> _Named:
    named, departments = _Named(), {}
    for _number, record, _row in records:
        key = _key(record)
        if key is None:
            named.unreadable += 1
            continue
        if key.department not in departments:
            departments[key.department] = _department(key.department)
        department = departments[key.department]
        codes = named.loose if department is None else named.codes[department]
        codes.add(key.basic_code)
    return named


def _key(record: Any) -> ItemKey | None:
    try:
        return None if isinstance(record, RefusedError) else ItemKey.model_validate(record)
    except ValidationError:
        return None


def _department(text: str) -> Department | None:
    try:
        return find_department(text, "")
    except RefusedError:
        return None


def _compare(found: LeftOut, department: Department, codes: set[str], extent: str) -> None:
    """Add the items of a department that are left out, if the file is its whole catalogue."""
    in_use = ServiceItem.objects.filter(department=department, is_active=True)
    rows = list(in_use.order_by("basic_code").values_list("pk", "basic_code"))
    missing = [pk for pk, code in rows if code not in codes]
    if not missing:
        return
    facts = {"department": department.name, "left": len(missing), "all": len(rows)}
    if extent == Extent.WHOLE or 2 * len(missing) <= len(rows):
        found.items += missing
        note = _("%(department)s: %(left)s of %(all)s items are not in the file; cancelled.")
    else:
        note = _(
            "%(department)s: %(left)s of %(all)s items are not in the file, so that it was taken "
            "for a supplement and none was cancelled."
        )
    found.notes.append(note % facts)


def cancel(pk: int) -> bool:
    """Take an item out of use, which opens its department's task; False where it is already."""
    with transaction.atomic():
        item = ServiceItem.objects.select_for_update().filter(pk=pk, is_active=True).first()
        if item is None:
            return False
        item.is_active = False
        item.save(update_fields=["is_active", "updated_at"])
    return True
