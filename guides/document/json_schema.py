"""The JSON Schemas of the two Documents, as published in `docs/schema/` and by the API."""

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext
from pydantic import BaseModel

from guides import choices

from .guide import GUIDE_SCHEMA, GuideDocument
from .manual import MANUAL_SCHEMA, ManualDocument

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "schema"
MODELS: dict[str, type[BaseModel]] = {GUIDE_SCHEMA: GuideDocument, MANUAL_SCHEMA: ManualDocument}
ADDRESS = "/api/v1/schemas/{name}.json"
"""`$id`, relative to wherever a site is: a validator resolves it against where it got the file."""
DIALECT = "https://json-schema.org/draft/2020-12/schema"
LONGEST_EXAMPLE = 200


def schema_of(name: str) -> dict[str, Any]:
    """Return one schema; fields of the manual only bear `x-internal`.

    Each property is described by its title in both languages, each code list by its labels, and
    what the example of `docs/schema/` holds stands beside it.
    """
    schema: dict[str, Any] = {"$schema": DIALECT, "$id": ADDRESS.format(name=name)}
    schema |= MODELS[name].model_json_schema()
    with translation.override(settings.LANGUAGE_CODE):
        for part in _parts(schema):
            for field in part.get("properties", {}).values():
                # Left out by pydantic where the definition itself is called so.
                field.setdefault("title", schema["$defs"].get(_name(field), {}).get("title", ""))
                field["description"] = _described(field["title"])
            if "enum" in part:
                part["description"] += _labelled(part)
    _add_examples(schema, schema, example())
    return schema


def example() -> dict[str, Any]:
    """Return a guide's public Document as an example."""
    return json.loads((FOLDER / "guide-1.example.json").read_text(encoding="utf-8"))


def schema_text(name: str) -> str:
    """Return the text of one schema file."""
    return json.dumps(schema_of(name), ensure_ascii=False, indent=1) + "\n"


def write_schemas() -> None:
    """Write both schema files anew."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in MODELS:
        (FOLDER / f"{name}.json").write_text(schema_text(name), encoding="utf-8")


def public_schema(name: str) -> dict[str, Any]:
    """Return a schema without what is internal: what readers get of a Document."""
    schema = schema_of(name)
    for part in _parts(schema):
        kept = part.get("properties", {}).items()
        if "properties" in part:
            part["properties"] = {key: field for key, field in kept if "x-internal" not in field}
    named = _named(schema, schema["$defs"], set())
    schema["$defs"] = {key: part for key, part in schema["$defs"].items() if key in named}
    return schema


def _parts(schema: dict[str, Any]) -> list[dict[str, Any]]:
    return [schema, *schema["$defs"].values()]


def _described(title: str) -> str:
    """Return a title in both languages."""
    return f"{title}（{gettext(title)}）" if gettext(title) != title else title


def _labelled(part: dict[str, Any]) -> str:
    """Return the labels of a code list, as its description goes on with them."""
    values = getattr(choices, part["title"])
    with translation.override("en"):
        english = {one.value: str(one.label) for one in values}
    labels = (f"{value}: {_bilingual(english[value], values(value))}" for value in part["enum"])
    return "\n\n" + "; ".join(labels) + "."


def _bilingual(english: str, value: Any) -> str:
    return f"{english}（{value.label}）"


def _named(part: Any, definitions: dict[str, Any], found: set[str]) -> set[str]:
    """Return the names of all definitions that a part of a schema refers to, in any depth."""
    if isinstance(part, list):
        for one in part:
            _named(one, definitions, found)
    elif isinstance(part, dict):
        if (name := _name(part)) and name not in found:
            found.add(name)
            _named(definitions[name], definitions, found)
        for key, one in part.items():
            if key not in ("$defs", "examples"):
                _named(one, definitions, found)
    return found


def _name(field: dict[str, Any]) -> str:
    """Return the name of the definition that a field refers to, directly; empty without one."""
    return field.get("$ref", "").rpartition("/")[2]


def _add_examples(schema: dict[str, Any], part: dict[str, Any], data: dict[str, Any]) -> None:
    """Add to the properties of a part the first values that the example has for them."""
    for key, value in data.items():
        field = part["properties"].get(key)
        if field is None:
            continue
        inner = _inner(schema, field)
        rows = value if isinstance(value, list) else [value]
        if inner and "properties" in inner:
            for row in rows:
                if isinstance(row, dict):
                    _add_examples(schema, inner, row)
        elif value not in ("", None, []) and len(str(value)) <= LONGEST_EXAMPLE:
            field.setdefault("examples", [value])


def _inner(schema: dict[str, Any], field: dict[str, Any]) -> dict[str, Any] | None:
    """Return the definition that a field holds, once or as a list."""
    for one in (field, field.get("items", {}), *field.get("anyOf", ())):
        if name := _name(one):
            return schema["$defs"][name]
    return None
