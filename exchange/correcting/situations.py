"""Which handling item of the catalogue a read text is about."""

from collections.abc import Mapping
from difflib import SequenceMatcher
from typing import Any

from django.db.models import Q, QuerySet

from core.access.scope import scope_of
from core.choices import Role
from guides.models import ItemSituation

SHOWN = 60
ASKED = 2_000


def situations_for(user: Any, department_id: int | None) -> QuerySet[ItemSituation]:
    """Return the handling items that a person compiles for, of one department."""
    situations = ItemSituation.objects.filter(item__is_active=True, item__department=department_id)
    departments = scope_of(user).departments_as({Role.COMPILER})
    if departments is not None:
        situations = situations.filter(item__department__in=departments)
    return situations.select_related("item__department", "guide_page")


def likely(
    situations: QuerySet[ItemSituation], document: Mapping[str, Any], words: str = ""
) -> list[ItemSituation]:
    """Return the situations that a Document may be about, the likeliest first."""
    for word in words.split():
        situations = situations.filter(
            Q(item__name__icontains=word)
            | Q(name__icontains=word)
            | Q(item__basic_code__contains=word)
        )
    item = document["item"]
    found = sorted(situations[:ASKED], key=lambda one: -_fit(one, item, document["title"]))
    return found[:SHOWN]


def _fit(situation: ItemSituation, item: Mapping[str, Any], title: str) -> float:
    entry = situation.item
    codes = item["codes"]
    same_code = codes["basic"] and codes["basic"] == entry.basic_code
    name = item["name"] or title
    alike = SequenceMatcher(None, entry.name, name, autojunk=False).ratio()
    case = (
        0.3 if situation.name and situation.name in f"{title}{item['situation']['name']}" else 0.0
    )
    return 2.0 * bool(same_code) + alike + case
