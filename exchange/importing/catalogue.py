"""Importing the catalogue (事项目录): one record an item, matched by department and basic code."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core.import_report import ImportReport, RefusedError
from exchange.choices import Extent
from exchange.importing.catalogue_columns import (
    NORMAL_KEYS,
    is_header,
    record_of_row,
    with_columns,
)
from exchange.importing.catalogue_record import parse_item
from exchange.importing.departments import find_department
from exchange.importing.left_out import cancel, left_out
from exchange.importing.merging import Numbered, merged_records
from exchange.importing.reading import read_json_records
from exchange.tables import Row, normal, read_table
from guides.models import GuidePage, ItemSituation, LifeEvent, ServiceItem, Theme

TABLES = (".xlsx", ".csv")
THEME_SIDES = {
    "personal_themes": Theme.Side.PERSONAL,
    "business_themes": Theme.Side.BUSINESS,
    "local_themes": Theme.Side.LOCAL,
}


def import_catalogue(
    path: Path | str,
    progress: Callable | None = None,
    columns: Mapping[str, str] | None = None,
    extent: str = Extent.BY_SHARE,
) -> ImportReport:
    """Bring a catalogue file in; return the ImportReport. The same file again changes nothing.

    `columns` are fields by the headers that stand for them, `extent` says whether items that the
    file leaves out are cancelled. Each item is one transaction, so an import that was killed is
    simply run again.
    """
    report = ImportReport()
    columns = columns or {}
    left = left_out(catalogue_records(Path(path), columns), extent)
    report.notes += left.notes
    for number, record, row in catalogue_records(Path(path), columns):
        try:
            report.counts[import_item(record)] += 1
        except RefusedError as error:
            problems = problems_at_columns(error, row, columns)
            report.refuse(str(path), number, problems)
        if progress:
            progress(number, report)
    if cancelled := sum(cancel(pk) for pk in left.items):
        report.counts["cancelled"] = cancelled
    return report


def problems_at_columns(
    error: RefusedError, row: Row | None, columns: Mapping[str, str]
) -> Sequence[tuple[str, Any]]:
    """Return a refused record's problems with the columns of its table's row, where it has one."""
    if row is None:
        return error.problems
    by_hand = {normal(header): field for header, field in columns.items()}
    return with_columns(error.problems, row, NORMAL_KEYS | by_hand)


def catalogue_records(path: Path, columns: Mapping[str, str]) -> Iterator[Numbered]:
    """Yield (number, record or RefusedError, the table's row or None), one record an item."""
    return merged_records(_records(path, columns))


def _records(path, columns):
    try:
        if path.suffix.lower() in TABLES:
            for row in read_table(path, partial(is_header, columns=columns)):
                yield _of_row(row, columns)
        else:
            for number, record in read_json_records(path, "items"):
                yield number, record, None
    except RefusedError as error:
        yield 0, error, None
    except (OSError, ValueError) as error:
        yield 0, RefusedError(("", error)), None


def _of_row(row, columns):
    if isinstance(row, RefusedError):
        return 0, row, None
    try:
        return row.number, record_of_row(row, columns), row
    except RefusedError as error:
        return row.number, error, row


@transaction.atomic
def import_item(record: Any) -> str:
    """Create or update one item with its situations; return created, updated or unchanged."""
    parsed = parse_item(record)
    department = find_department(parsed.department, "/department")
    facts = parsed.facts() | {"is_active": True}  # what a catalogue names is in use
    item = ServiceItem.objects.filter(department=department, basic_code=facts["basic_code"]).first()
    is_new = item is None
    item = item or ServiceItem(department=department)
    changed = _set_facts(item, facts)
    if "situations" in parsed.model_fields_set or is_new:
        changed |= _set_situations(item, parsed.situations, is_new=is_new)
    changed |= _set_links(item, parsed)
    if is_new:
        return "created"
    return "updated" if changed else "unchanged"


def _set_facts(item, facts):
    if item.pk and all(getattr(item, key) == value for key, value in facts.items()):
        return False
    for key, value in facts.items():
        setattr(item, key, value)
    save_checked(item, lambda field: f"/{field}")
    return True


def save_checked(row: Any, place_of: Callable[..., str]) -> Any:
    """Save a row; RefusedError with the place of each field that the database cannot keep."""
    try:
        row.full_clean()
    except ValidationError as error:
        raise RefusedError(
            *((place_of(key), text) for key, texts in error.message_dict.items() for text in texts)
        ) from error
    row.save()
    return row


def _set_situations(item, wanted, *, is_new):
    """Bring situations in by code, or by name where a table gives none; a new item gets one."""
    rows = [one.model_dump(exclude_unset=True) for one in wanted]
    if is_new and not rows:
        rows = [{"code": "01", "name": "办理"}]
    here = list(item.situations.all())
    changed = False
    for number, row in enumerate(rows):
        code = row.pop("code", "")
        situation = _known_situation(here, code, row["name"])
        if situation is None:
            situation = ItemSituation(item=item, code=code or _next_code(here))
            here.append(situation)
        elif all(getattr(situation, key) == value for key, value in row.items()):
            continue
        _refuse_renaming(situation, row["name"], f"/situations/{number}")
        for key, value in row.items():
            setattr(situation, key, value)
        save_checked(situation, lambda field, at=number: f"/situations/{at}/{field}")
        changed = True
    return changed


def _known_situation(here, code, name):
    if code:
        return next((one for one in here if one.code == code), None)
    return next((one for one in here if one.name == name), None)


def _next_code(here):
    """Return the first two-digit code after those that are taken."""
    taken = [int(one.code) for one in here if one.code.isascii() and one.code.isdigit()]
    return f"{max(taken, default=0) + 1:02d}"


def _refuse_renaming(situation, name, place):
    """Raise RefusedError where a table would give a handling item with a guide another name."""
    if not situation.pk or situation.name == name:
        return
    if GuidePage.objects.filter(situation=situation).exists():
        message = _(
            "Handling item %(code)s is “%(here)s” and has a guide; a table cannot turn it into "
            "“%(name)s”. Leave the code out to match by name, or rename it in the catalogue."
        )
        facts = {"code": situation.code, "here": situation.name, "name": name}
        raise RefusedError((place, message % facts))


def _set_links(item, parsed):
    """Set themes and life events as the record lists them; keeps what the record does not name."""
    changed = False
    if parsed.model_fields_set & set(THEME_SIDES):
        wanted = [
            theme for key, side in THEME_SIDES.items() for theme in _sided(item, parsed, key, side)
        ]
        changed |= replace_links(item.themes, wanted)
    if "life_events" in parsed.model_fields_set:
        wanted = [named(LifeEvent, one, "/life_events") for one in parsed.life_events]
        changed |= replace_links(item.life_events, wanted)
    return changed


def _sided(item, parsed, key, side):
    """Return the themes of one side: those that the record lists, else those that the item has."""
    if key not in parsed.model_fields_set:
        return item.themes.filter(side=side)
    return [named(Theme, one, f"/{key}", side=side) for one in getattr(parsed, key)]


def named(model: Any, entry: Any, place: str, **defaults: Any) -> Any:
    """Return the theme or life event that an entry names; makes it when the entry has its name.

    Raises RefusedError at `place` for one that is unknown and has only a code.
    """
    if found := model.objects.filter(code=entry.code).first():
        return found
    if not entry.name:
        found = model.objects.filter(name=entry.code, **defaults).first()
        if found is None:
            raise RefusedError((place, _("“%(text)s” is unknown here.") % {"text": entry.code}))
        return found
    new = model(code=entry.code, name=entry.name, name_en=entry.name_en, **defaults)
    return save_checked(new, lambda field: place)


def replace_links(manager: Any, wanted: Iterable[Any]) -> bool:
    """Let a many-to-many hold just `wanted`, in this order; says whether anything changed."""
    through = manager.through.objects.filter(**{manager.source_field_name: manager.instance})
    here = list(through.order_by("pk").values_list(f"{manager.target_field_name}_id", flat=True))
    ids = list(dict.fromkeys(one.pk for one in wanted))
    if here == ids:
        return False
    manager.clear()
    for pk in ids:
        manager.add(pk)
    return True
