"""Writing entries of the admin's index, in the transaction of what they tell of."""

from collections.abc import Iterable
from types import ModuleType
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import QuerySet
from modelsearch.backends.base import get_model_root

from search.admin import postgresql, sqlite
from search.admin.zones import tokens_of
from search.models import AdminEntry

VENDORS = {"sqlite": sqlite, "postgresql": postgresql}


def vendor() -> ModuleType:
    """Return the part of the database in use: how it matches and writes tokens."""
    return VENDORS[connection.vendor]


def content_type_of(model: Any) -> int:
    """Return the primary key of the content type under which a model's entries stand: its
    root's.
    """
    return ContentType.objects.get_for_model(get_model_root(model)).pk


def write(model: Any, instances: Iterable[Any], *, only_missing: bool = False) -> None:
    """Write the entries of some objects of one model; `only_missing` leaves those that are there.

    Costs one statement on PostgreSQL, and nothing is written where no text changed.
    """
    tokens_by_key = {instance.pk: tokens_of(instance) for instance in instances}
    if tokens_by_key:
        vendor().write(content_type_of(model), tokens_by_key, only_missing=only_missing)


def of_model(model: Any) -> QuerySet[AdminEntry]:
    """Return the entries of a model, and of all that share its root."""
    return AdminEntry.objects.filter(content_type_id=content_type_of(model))
