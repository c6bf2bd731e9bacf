"""The texts of an object by which the admin finds it, in at most four zones.

Each searched field of a model (`search_fields`) is a zone, in the order of declaration, so that a
zone of a parent class means the same in its children. The first is the title, which ranks.
"""

from functools import cache
from typing import Any

from django.core import checks
from django.db import models
from django.db.models import QuerySet
from wagtail.search.index import FilterField, RelatedFields, get_indexed_models

from search.bigrams import characters, index_tokens

ZONES = "abcd"
LONGEST_TEXT = 5_000
"""Characters of a zone that are indexed: an entry stays small whatever a field holds."""


def _class_of(instance) -> Any:
    return type(instance)


def zones_of(model: Any) -> dict[str, str]:
    """Return {field name: zone} of the searched fields of a model."""
    return {field.field_name: zone for field, zone in _zoned(model)}


def tokens_of(instance: Any) -> dict[str, list[str]]:
    """Return {zone: its different tokens} of an object, as the index holds them."""
    return {
        zone: _tokens("\n".join(_lines(instance, field))[:LONGEST_TEXT])
        for field, zone in _zoned(_class_of(instance))
    }


@cache
def _zoned(model):
    return list(zip(_once(model.get_search_fields()), ZONES, strict=False))


def objects_to_index(model: Any) -> QuerySet[Any]:
    """Return the queryset of a model's indexed objects, reading searched columns and no others."""
    queryset = model.get_indexed_objects()
    paths = list(_paths(model, _once(model.get_search_fields())))
    if relations := {path.rpartition("__")[0] for path in paths if path and "__" in path}:
        queryset = queryset.select_related(*relations)
    return queryset if None in paths else queryset.only(*paths)


def searched_columns(model: Any) -> set[str]:
    """Return the names of a model's own searched fields, as `update_fields` of a save has them."""
    return {field.field_name for field in _once(model.get_search_fields())}


@checks.register()
def check_zones(app_configs: Any = None, **kwargs: Any) -> list[checks.CheckMessage]:
    """A fifth searched field would be found nowhere; entries name objects by numbers."""
    errors = []
    for model in get_indexed_models():
        if len(_once(model.get_search_fields())) > len(ZONES):
            errors.append(_error("E001", model, "more than four searched fields"))
        if not isinstance(_key(model), models.IntegerField):
            errors.append(_error("E002", model, "searched by the admin, and its key is no number"))
    return errors


def _error(number, model, message):
    return checks.Error(message, obj=model, id=f"search.{number}")


def _key(model):
    field = model._meta.pk
    while field.is_relation:
        field = field.target_field
    return field


def _searched(fields):
    """Leave out what only filters."""
    for field in fields:
        if isinstance(field, RelatedFields):
            if any(_searched(field.fields)):
                yield field
        elif not isinstance(field, FilterField):
            yield field


def _once(fields):
    """Return each searched field once, though it be declared for autocompletion as well."""
    return list({field.field_name: field for field in _searched(fields)}.values())


def _tokens(text):
    return sorted({*index_tokens(text), *characters(text)})


def _lines(instance, field):
    """Return the texts of a field, or of the fields of the objects that it leads to."""
    if not isinstance(field, RelatedFields):
        return _texts_of(_value(instance, field))
    value = field.get_value(instance)
    related = value.all() if isinstance(value, models.Manager) else [value] if value else []
    fields = _once(field.fields)
    return [line for one in related for inner in fields for line in _lines(one, inner)]


def _value(instance, field):
    """Return a field's value; a million plain columns are read without being asked for their
    kind.
    """
    if field.field_name in _plain_columns(_class_of(instance)):
        return getattr(instance, field.field_name)
    return field.get_value(instance)


@cache
def _plain_columns(model):
    return {
        field.name
        for field in model._meta.concrete_fields
        if not field.is_relation and not hasattr(field, "get_searchable_content")
    }


def _texts_of(value):
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        return [line for one in value for line in _texts_of(one)]
    return [] if value is None else [str(value)]


def _paths(model, fields):
    """Yield the paths of searched columns; None for what is computed."""
    names = {field.name: field for field in model._meta.get_fields()}
    for field in fields:
        found = names.get(field.field_name)
        if found is None:
            yield None
        elif not isinstance(field, RelatedFields):
            yield field.field_name
        elif found.many_to_one or found.one_to_one:
            for path in _paths(found.related_model, _once(field.fields)):
                yield path and f"{field.field_name}__{path}"
