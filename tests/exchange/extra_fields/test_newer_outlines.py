"""Extra fields when the outline changes: nothing is lost."""

import json

import pytest
from django.urls import reverse

from guides.compiling.compile import compile_guide
from guides.compiling.upgrading import upgrade
from guides.document import canonical_json, public_cut
from guides.models import Outline
from guides.outlines.loading import load_outline
from guides.presenter import present_guide
from tests.exchange.extra_fields.samples import INTERNAL, SAID, draft, said, save
from tests.factories import SituationFactory, UserFactory
from tests.guides.extra_samples import EXTRA_FIELDS, outline_data

pytestmark = [pytest.mark.django_db, pytest.mark.city]


def newer(tmp_path, fields):
    """Load version 2 of the outline with other extra fields."""
    path = tmp_path / "v2.json"
    data = outline_data() | {"version": 2, "extra_fields": fields}
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return load_outline(path)[0]


def test_a_newer_outline_loses_nothing(editor, tmp_path, filled):
    outline = newer(tmp_path, EXTRA_FIELDS[3:])
    page = draft(filled)
    page.outline = outline
    page.save()
    page.save_revision()

    html = editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    answer = save(editor, page, {"extra-zone": "old"})

    assert "旧模板字段" in html
    assert "负一层停车场，一小时免费" in html
    assert answer.status_code == 302
    document = present_guide(draft(page)).model_dump(mode="json")
    assert said(document["extra"]) == SAID | {"zone": "老城区"}
    outdated = [row["key"] for row in document["extra"] if row["outdated"]]
    assert outdated == ["parking", "valid_until"]
    assert said(document["extra_internal"]) == INTERNAL


def test_an_outdated_field_goes_when_its_compiler_deletes_it(editor, tmp_path, filled):
    page = draft(filled)
    page.outline = newer(tmp_path, EXTRA_FIELDS[3:])
    page.save()
    page.save_revision()

    save(editor, page, {"extra-drop": "extra/parking"})

    rows = said(present_guide(draft(page)).model_dump(mode="json")["extra"])
    assert "parking" not in rows
    assert "valid_until" in rows


def test_what_was_written_for_officials_stays_theirs_when_the_field_becomes_public(
    editor, filled, tmp_path
):
    outline = newer(tmp_path, [field | {"internal": False} for field in EXTRA_FIELDS])

    upgrade(filled, outline, UserFactory())

    document = present_guide(draft(filled))
    assert "1200" not in json.dumps(public_cut(document), ensure_ascii=False)
    kept = [(row.key, row.value, row.outdated) for row in document.extra_internal]
    assert kept == [("yearly_cases", "1200", True)]
    assert save(editor, filled, {"extra-yearly_cases": "7"}).status_code == 302
    document = present_guide(draft(filled))
    assert [row.value for row in document.extra if row.key == "yearly_cases"] == ["7"]
    assert [row.value for row in document.extra_internal] == ["1200"]


def test_renamed_choices_and_columns_are_followed_and_old_cells_stay(tmp_path, filled):
    fields = json.loads(json.dumps(EXTRA_FIELDS))
    fields[3]["choices"][0]["label"] = "东部新城"
    fields[4]["columns"] = [{"key": "name", "label": "帮办员"}]
    filled.outline = newer(tmp_path, fields)

    rows = present_guide(filled).model_dump(mode="json")["extra"]

    by_key = {row["key"]: row for row in rows}
    assert by_key["zone"]["value"] == "东部新城"
    assert [one["label"] for one in by_key["helpers"]["columns"]] == ["帮办员", "电话"]
    assert said(rows)["helpers"] == SAID["helpers"]


def test_a_guide_without_extra_fields_is_to_the_byte_what_it_was(city):
    outline = Outline.objects.get(key="unified-guide")
    page = compile_guide(SituationFactory(item__department=city), outline, UserFactory())

    document = present_guide(page)

    assert '"extra' not in canonical_json(document)
    assert "extra" not in public_cut(document)
