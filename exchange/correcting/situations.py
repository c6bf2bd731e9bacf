"""Which handling item of the catalogue a read text is about."""

from collections.abc import Mapping
from difflib import SequenceMatcher
from pathlib import PurePath
from typing import Any

from django.db.models import Q, QuerySet

from core.access.scope import scope_of
from core.choices import Role
from guides.models import ItemSituation

SHOWN = 60
ASKED = 2_000
LIKELY = 0.7
"""A name that is less alike says nothing: the person chooses."""


def situations_for(user: Any, department_id: int | None) -> QuerySet[ItemSituation]:
    """Return the handling items that a person compiles for, of one department."""
    situations = ItemSituation.objects.filter(item__is_active=True, item__department=department_id)
    departments = scope_of(user).departments_as({Role.COMPILER})
    if departments is not None:
        situations = situations.filter(item__department__in=departments)
    return situations.select_related("item__department", "guide_page")


def likely(
    situations: QuerySet[ItemSituation],
    document: Mapping[str, Any],
    words: str = "",
    file: str = "",
) -> tuple[list[ItemSituation], ItemSituation | None]:
    """Return the situations that a Document may be about, the likeliest first, and the one it is.

    The name of the file speaks where the text names nothing. Where no name is alike there is none:
    a draft of another item would be written over.
    """
    for word in words.split():
        situations = situations.filter(
            Q(item__name__icontains=word)
            | Q(name__icontains=word)
            | Q(item__basic_code__contains=word)
        )
    item = document["item"]
    title = document["title"] or item["name"] or PurePath(file).stem
    fits = {one: _fit(one, item, title) for one in situations[:ASKED]}
    found = sorted(fits, key=lambda one: -fits[one])
    return found[:SHOWN], found[0] if found and fits[found[0]] >= LIKELY else None


def _fit(situation: ItemSituation, item: Mapping[str, Any], title: str) -> float:
    entry = situation.item
    codes = item["codes"]
    same_code = codes["basic"] and codes["basic"] == entry.basic_code
    name = item["name"] or title
    alike = SequenceMatcher(None, entry.name, name, autojunk=False).ratio()
    if entry.name in name:
        alike = 1.0
    case = (
        0.3 if situation.name and situation.name in f"{title}{item['situation']['name']}" else 0.0
    )
    return 2.0 * bool(same_code) + alike + case
