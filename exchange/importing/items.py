"""Finding the catalogue entry of an imported Document, and comparing what both say of it."""

from typing import Any

from django.utils.translation import gettext as _

from core.import_report import RefusedError
from exchange.importing.catalogue import (
    THEME_SIDES,
    named,
    replace_links,
    save_checked,
)
from exchange.importing.departments import find_department
from guides.compiling.compile import code_of
from guides.document.parts import Item
from guides.models import GuidePage, ItemSituation, LifeEvent, ServiceItem, Theme
from guides.presenter import catalogue_facts

PLACES = {
    "basic_code": "codes/basic",
    "implementation_code": "codes/implementation",
    "local_basic_code": "codes/local_basic",
    "local_implementation_code": "codes/local_implementation",
    "handling_item_code": "codes/handling_item",
}
"""Where a Document keeps what the catalogue has as a field."""


def situation_of(item: Item) -> ItemSituation:
    """Return the ItemSituation that a Document's `item` names; makes a missing entry from it.

    Raises RefusedError when the department is unknown or the name or code is missing.
    """
    authority = item.authority
    text = authority.slug or authority.code or authority.name
    department = find_department(text, "/item/authority")
    if page := _page_of_code(item, department):
        return page.situation
    entry = _find_item(item, department) or _make_item(item, department)
    wanted = item.situation
    situations = entry.situations.all()
    if not wanted.code and not wanted.name:
        if len(situations) == 1:
            return situations[0]
        raise RefusedError(("/item/situation", _("The item has several situations: name one.")))
    for situation in situations:
        if wanted.code == situation.code or (not wanted.code and wanted.name == situation.name):
            return situation
    if not wanted.name:
        raise RefusedError(("/item/situation/name", _("This field is required.")))
    new = ItemSituation(
        item=entry,
        code=wanted.code or f"{len(situations) + 1:02d}",
        name=wanted.name,
        name_en=wanted.name_en,
        handling_item_code=item.codes.handling_item,
    )
    return save_checked(new, lambda field: f"/item/{PLACES.get(field, f'situation/{field}')}")


def _page_of_code(item, department):
    """Return the guide that got the Document's code, wherever it was handed over to; or None."""
    if not (item.codes.basic and item.situation.code):
        return None
    code = code_of(department.slug, item.codes.basic, item.situation.code)
    pages = GuidePage.objects.select_related("situation__item")
    return pages.filter(code=code, situation__item__basic_code=item.codes.basic).first()


def _find_item(item, department):
    items = ServiceItem.objects.filter(department=department)
    for field, value in (
        ("basic_code", item.codes.basic),
        ("implementation_code", item.codes.implementation),
        ("name", item.name),
    ):
        if value:
            return items.filter(**{field: value}).first()
    raise RefusedError(("/item/codes/basic", _("The item needs a basic code or a name.")))


def _make_item(item, department):
    missing = [
        (f"/item/{place}", _("This field is required for an item that the catalogue lacks."))
        for place, value in (
            ("name", item.name),
            ("codes/basic", item.codes.basic),
            ("item_type", item.item_type),
        )
        if not value
    ]
    if missing:
        raise RefusedError(*missing)
    data = item.model_dump(mode="json")
    codes = data["codes"]
    entry = ServiceItem(
        department=department,
        name=item.name,
        name_en=item.name_en,
        aliases=item.aliases,
        basic_code=codes["basic"],
        implementation_code=codes["implementation"],
        local_basic_code=codes["local_basic"],
        local_implementation_code=codes["local_implementation"],
        item_type=data["item_type"],
        levels=data["levels"],
        power_source=data["power_source"] or "",
        audience=data["audience"],
        **({"code_scheme": codes["scheme"]} if codes["scheme"] else {}),
    )
    save_checked(entry, lambda field: f"/item/{PLACES.get(field, field)}")
    themes = [
        named(Theme, one, f"/item/{key}", side=side)
        for key, side in THEME_SIDES.items()
        for one in getattr(item, key)
    ]
    replace_links(entry.themes, themes)
    events = [named(LifeEvent, one, "/item/life_events") for one in item.life_events]
    replace_links(entry.life_events, events)
    return entry


def with_catalogue_facts(item: Item, situation: ItemSituation, *, strict: bool) -> dict[str, Any]:
    """Return a Document's `item` data completed by the catalogue.

    A fact that differs is refused when `strict` (drafts: the catalogue is read-only to
    departments) and else taken from the catalogue.
    """
    given = item.model_dump(mode="json")
    facts = catalogue_facts(situation)
    if strict and (problems := list(_differences(given, facts, "/item"))):
        raise RefusedError(*problems)
    return given | facts


def _differences(given, facts, place):
    for key, fact in facts.items():
        value = given[key]
        if isinstance(fact, dict):
            yield from _differences(value, fact, f"{place}/{key}")
        elif value not in (None, "", []) and value != fact:
            message = _("Differs from the catalogue, which says “%(fact)s”.")
            yield f"{place}/{key}", message % {"fact": fact}
