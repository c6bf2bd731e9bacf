"""Documents to be put on paper: the published example, a filled manual, the demo city's guides."""

import json
from datetime import date
from pathlib import Path

from django.conf import settings

from exchange.papers.subject import Subject
from guides.document import GuideDocument, public_cut
from guides.document.canonical import canonical_data
from guides.document.json_schema import example
from tests.filled_documents import CATALOGUE, Filler, filled_manual

CODE = "zjj-000517002000-01"
MADE_ON = date(2026, 11, 23)
ENVELOPE = {
    "code": CODE,
    "kind": "guide",
    "version": 4,
    "filing_no": "云政服备〔2026〕0312号",
    "filed_on": "2026-11-18",
    "published_on": "2026-11-18",
    "effective_on": "2026-11-20",
    "state": "current",
    "sha256": "0" * 64,
    "seq": 1,
}
DEMO = Path(settings.BASE_DIR) / "demo/data/guides"
FILES = ("blank_forms", "samples", "image", "file", "attachments")


def example_subject(**changes):
    """Return the example of the schema as a filed guide; `changes` replace its fields."""
    return Subject(CODE, "guide", example() | changes, ENVELOPE, made_on=MADE_ON)


def draft_of(subject):
    """Return the same as a draft."""
    return Subject(subject.code, subject.kind, subject.document, made_on=MADE_ON)


def manual_subject(outline):
    """Return a manual with every field filled, over the example guide."""
    guide = GuideDocument.model_validate(example())
    manual = filled_manual(outline, guide, Filler())
    data = json.loads(canonical_data(manual.model_dump(mode="json")))
    return Subject(CODE, "manual", data, ENVELOPE | {"kind": "manual"}, made_on=MADE_ON)


def demo_subjects():
    """Return the guides of the demo city without their files, as if each had been filed."""
    return [_demo_subject(path) for path in sorted(DEMO.glob("*.json"))]


def _demo_subject(path):
    given = json.loads(path.read_text(encoding="utf-8"))
    data = _without_files(given["document"])
    data["item"] = CATALOGUE | data["item"] | {"name": path.stem}
    document = GuideDocument.model_validate(data)
    return Subject(path.stem, "guide", public_cut(document), ENVELOPE, made_on=MADE_ON)


def _without_files(value):
    if isinstance(value, dict):
        return {key: _without_files(one) for key, one in value.items() if key not in FILES}
    return [_without_files(one) for one in value] if isinstance(value, list) else value
