"""Importing the catalogue (事项目录): one record an item, matched by department and basic code."""

import re

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core.models import Department
from guides import choices
from guides.models import ItemSituation, LifeEvent, ServiceItem, Theme

from .catalogue_columns import FIELDS, LISTS, record_of_row
from .reading import read_json_records, read_table
from .report import ImportReport, RefusedError

CODES = {
    "item_type": choices.ItemType,
    "power_source": choices.PowerSource,
    "code_scheme": choices.CodeScheme,
    "levels": choices.Level,
    "audience": choices.Audience,
}
THEME_SIDES = {
    "personal_themes": Theme.Side.PERSONAL,
    "business_themes": Theme.Side.BUSINESS,
    "local_themes": Theme.Side.LOCAL,
}


def import_catalogue(path, progress=None):
    """Bring a catalogue file in; gives an ImportReport. The same file again changes nothing."""
    report = ImportReport()
    for number, record in _records(path):
        try:
            report.counts[import_item(record)] += 1
        except RefusedError as error:
            report.refuse(str(path), number, error.problems)
        if progress:
            progress(number, report)
    return report


def _records(path):
    try:
        if str(path).lower().endswith((".xlsx", ".csv")):
            for number, row in read_table(path):
                yield number, record_of_row(row)
        else:
            yield from read_json_records(path, "items")
    except (RefusedError, OSError, UnicodeDecodeError) as error:
        yield 0, error if isinstance(error, RefusedError) else RefusedError(("", error))


@transaction.atomic
def import_item(record):
    """Create or update one item with its situations; gives created, updated or unchanged."""
    if isinstance(record, RefusedError):
        raise record
    if not isinstance(record, dict):
        raise RefusedError(("", _("A record must be an object.")))
    department = find_department(record.get("department") or "", "/department")
    facts = _facts(record)
    item = ServiceItem.objects.filter(department=department, basic_code=facts["basic_code"]).first()
    outcome = "unchanged" if item else "created"
    item = item or ServiceItem(department=department)
    if outcome == "created" or any(getattr(item, key) != value for key, value in facts.items()):
        for key, value in facts.items():
            setattr(item, key, value)
        _validate(item)
        item.save()
        outcome = "created" if outcome == "created" else "updated"
    changed = _set_situations(item, record.get("situations") or [{"code": "01", "name": "办理"}])
    changed |= _set_themes(item, record)
    return "updated" if changed and outcome == "unchanged" else outcome


def find_department(text, place):
    """Give the Department with this short code, credit code or name; RefusedError if none."""
    for field in ("slug", "credit_code", "name"):
        if text and (found := Department.objects.filter(**{field: text}).first()):
            return found
    raise RefusedError((place, _("No department “%(text)s”.") % {"text": text}))


def _facts(record):
    unknown = [key for key in record if key not in FIELDS and key not in LISTS]
    problems = [(f"/{key}", _("Unknown field.")) for key in unknown]
    facts = {}
    for key in FIELDS:
        if key in ("department",) or key not in record:
            continue
        facts[key] = record[key]
        problems += _code_problems(key, record[key])
    for key in ("name", "basic_code", "item_type"):
        if not facts.get(key):
            problems.append((f"/{key}", _("This field is required.")))
    if problems:
        raise RefusedError(*problems)
    return facts


def _code_problems(key, value):
    if key not in CODES or value in ("", None):
        return []
    values = value if isinstance(value, list) else [value]
    return [
        (f"/{key}", _("“%(value)s” is not in the code list.") % {"value": one})
        for one in values
        if one not in CODES[key].values
    ]


def _validate(item):
    try:
        item.full_clean()
    except ValidationError as error:
        raise RefusedError(
            *((f"/{key}", text) for key, texts in error.message_dict.items() for text in texts)
        ) from error


def _set_situations(item, situations):
    here = {situation.code: situation for situation in item.situations.all()} if item.pk else {}
    changed = False
    for wanted in situations:
        facts = {key: wanted.get(key) or "" for key in ("name", "name_en", "handling_item_code")}
        code = str(wanted.get("code") or "")
        if not re.fullmatch(r"[0-9A-Za-z-]{1,10}", code) or not facts["name"]:
            raise RefusedError(("/situations", _("A situation needs a code and a name.")))
        situation = here.get(code) or ItemSituation(item=item, code=code)
        if situation.pk and all(getattr(situation, key) == facts[key] for key in facts):
            continue
        for key, value in facts.items():
            setattr(situation, key, value)
        situation.save()
        changed = True
    return changed


def _set_themes(item, record):
    """Set themes and life events as the record lists them; keeps what the record does not name."""
    changed = False
    if any(key in record for key in THEME_SIDES):
        wanted = [
            named(Theme, entry, side=side)
            for key, side in THEME_SIDES.items()
            for entry in record.get(key) or []
        ]
        changed |= replace_links(item.themes, wanted)
    if "life_events" in record:
        wanted = [named(LifeEvent, entry) for entry in record["life_events"] or []]
        changed |= replace_links(item.life_events, wanted)
    return changed


def named(model, entry, **defaults):
    """Give the theme or life event of a {code, name, name_en} entry or a bare code or name."""
    if isinstance(entry, str):
        found = model.objects.filter(code=entry).first() or model.objects.filter(name=entry).first()
        if found is None:
            raise RefusedError(("/themes", _("Unknown theme “%(text)s”.") % {"text": entry}))
        return found
    names = {key: entry.get(key) or "" for key in ("name", "name_en")}
    found, _created = model.objects.get_or_create(code=entry["code"], defaults=names | defaults)
    return found


def replace_links(manager, wanted):
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
