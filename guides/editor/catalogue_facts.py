"""What an editor sees but cannot change: facts of the catalogue, sections of a manual's guide."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import ValidationError

from guides import choices
from guides.document.parts import Applicability, Codes, Item
from guides.editor.section_groups import overview
from guides.presenter import catalogue_facts

CODES = {
    "item_type": choices.ItemType,
    "levels": choices.Level,
    "power_source": choices.PowerSource,
    "audience": choices.Audience,
    "nature": choices.AuthorityNature,
    "scheme": choices.CodeScheme,
}
FACTS = Item.model_fields.keys() - Applicability.model_fields.keys()
BASIC_ELEMENTS = gettext_lazy("uniform in the whole province")


def catalogue_rows(situation: Any, item: Item | None = None) -> list[tuple[str, str]]:
    """Return [(label, text)] of what the catalogue says, in the order of the Document.

    `item` is that part of a Document which has just been made of the situation.
    """
    facts = item.model_dump(include=FACTS) if item else catalogue_facts(situation)
    rows = [
        (_(Item.model_fields[key].title or key), _text(key, value)) for key, value in facts.items()
    ]
    codes = [
        (_(Codes.model_fields[key].title or key), _text(key, value))
        for key, value in facts["codes"].items()
    ]
    return [row for row in [*rows, *codes] if row[1]]


def english_names(situation: Any, item: Item | None = None) -> list[tuple[str, str, str]]:
    """Return [(label, Chinese name, English name)] of what the English page names; an English name
    that is empty is missing there.
    """
    facts = item.model_dump(include=FACTS) if item else catalogue_facts(situation)
    named = [(_("Item name"), facts), (_("Handling item"), facts["situation"])]
    named.append((_("Competent authority"), facts["authority"]))
    for key in ("personal_themes", "business_themes", "local_themes", "life_events"):
        named += [(_(Item.model_fields[key].title or key), one) for one in facts[key]]
    return [(label, one["name"], one["name_en"]) for label, one in named if one["name"]]


def shared_sections(guide: Any, manual: Any) -> list[tuple[str | Promise, int | None]]:
    """Return [(label, number of rows or None)] of the sections that a manual takes from its
    guide.
    """
    sections_of_manual = {child.block_type for child in manual.sections}
    try:
        groups = overview(guide.present, guide.outline).groups
    except ValidationError:
        return []
    return [
        (entry.label, entry.count)
        for _label, entries in groups
        for entry in entries
        if entry.key not in sections_of_manual
    ]


def _text(key, value):
    if key == "codes":
        return ""
    if isinstance(value, dict):
        return value.get("name", "")
    if isinstance(value, list):
        return "、".join(_text(key, one) for one in value)
    if key in CODES and value:
        return str(dict(CODES[key].choices).get(value, value))
    return str(value or "")
