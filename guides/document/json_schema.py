"""The JSON Schemas of the two Documents, as published in `docs/schema/`."""

import json
from pathlib import Path

from pydantic import BaseModel

from .guide import GUIDE_SCHEMA, GuideDocument
from .manual import MANUAL_SCHEMA, ManualDocument

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "schema"
MODELS: dict[str, type[BaseModel]] = {GUIDE_SCHEMA: GuideDocument, MANUAL_SCHEMA: ManualDocument}


def schema_text(name: str) -> str:
    """Return the text of one schema file; fields of the manual only bear `x-internal`."""
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    schema |= MODELS[name].model_json_schema()
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def write_schemas() -> None:
    """Write both schema files anew."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in MODELS:
        (FOLDER / f"{name}.json").write_text(schema_text(name), encoding="utf-8")
