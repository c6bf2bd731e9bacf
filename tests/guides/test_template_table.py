"""`docs/template.md` has a row for every field of the Documents, as the code has it."""

import re

import pytest
from django.conf import settings
from pydantic import Field

from api.schemas import Envelope
from guides.document import GuideDocument, ManualDocument, parts
from guides.outlines import template_table
from guides.outlines.template_table import DATA, PAGE, field_rows, inherited, template_page

REGENERATE = "run `python manage.py export_template` and look at the difference"


def test_the_page_is_that_of_the_code():
    assert (settings.BASE_DIR / PAGE).read_text(encoding="utf-8") == template_page(), REGENERATE


def test_every_field_of_both_documents_has_one_row():
    paths = [row.path for row in field_rows()]

    assert len(set(paths)) == len(paths)
    tops = {path.partition(".")[0] for path in paths}
    assert tops == {*GuideDocument.model_fields, *ManualDocument.model_fields}


def test_a_new_field_without_a_key_is_named(monkeypatch):
    class GuideWithParking(GuideDocument):
        """A guide that says where to park."""

        parking: list[parts.Faq] = Field(default_factory=list, title="Parking")

    monkeypatch.setattr(template_table, "GuideDocument", GuideWithParking)

    with pytest.raises(KeyError, match=f"{DATA} says nothing of parking"):
        template_page()


def test_a_field_has_the_key_of_the_nearest_one_above_it():
    keys = {"conditions": "D", "conditions.items": "D1"}

    assert inherited(keys, "conditions.items.*.text") == "D1"
    assert inherited(keys, "conditions.prohibitions") == "D"


def test_what_is_internal_says_so():
    seen_by = {row.path: row.seen_by for row in field_rows()}

    assert seen_by["process.steps.*.post"] == "internal"
    assert seen_by["conditions.items.*.review.points"] == "internal"
    assert seen_by["posts.*.persons"] == "manual"
    assert seen_by["faqs.*.answer"] == "guide"
    assert seen_by["materials.items.*.name"] == "public"


def test_the_envelope_is_that_of_the_interface():
    text = (settings.BASE_DIR / PAGE).read_text(encoding="utf-8").partition("## The envelope")[2]

    assert re.findall(r"^\| \w+ \| `(\w+)`", text, re.MULTILINE) == list(Envelope.model_fields)
