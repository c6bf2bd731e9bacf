"""Extra fields (补充字段) as an outline declares them: what is taken, what is refused and where."""

import json

import pytest

from core.import_report import RefusedError
from guides.models import Outline
from guides.outlines.extra_fields import problems_of_extra_fields
from guides.outlines.loading import OtherTextError, load_outline
from tests.guides.extra_samples import EXTRA_FIELDS, outline_data

SECTIONS = ("materials", "process", "item.codes")


def pointers(*fields, sections=SECTIONS, kind="guide"):
    return [one.pointer for one in problems_of_extra_fields(list(fields), sections, kind)]


def field(**changes):
    return {"key": "parking", "label": "停车", "kind": "text", "section": "materials"} | changes


def test_five_fields_of_every_kind_are_taken():
    sections = [section["key"] for section in outline_data()["sections"]]

    assert pointers(*EXTRA_FIELDS, sections=sections) == []
    assert {one["kind"] for one in EXTRA_FIELDS} == {"text", "date", "number", "choice", "table"}


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        ({"key": "停车"}, ["/0/key"]),
        ({"label": " "}, ["/0/label"]),
        ({"kind": "colour"}, ["/0/kind"]),
        ({"section": "parking"}, ["/0/section"]),
        ({"colour": "red"}, ["/0/colour"]),
        ({"kind": "choice"}, ["/0"]),
        ({"kind": "table"}, ["/0"]),
        ({"choices": [{"value": "a", "label": "甲"}]}, ["/0"]),
        ({"columns": [{"key": "a", "label": "甲"}]}, ["/0"]),
        ({"kind": "table", "columns": [{"key": "a", "label": "甲"}] * 2}, ["/0"]),
        ({"kind": "choice", "choices": [{"value": "a", "label": ""}]}, ["/0/choices/0/label"]),
        (
            {"kind": "choice", "choices": [{"value": v, "label": "甲"} for v in "ab"]},
            ["/0/choices/0/label", "/0/choices/1/label"],
        ),
        (
            {"kind": "table", "columns": [{"key": v, "label": "甲"} for v in "ab"]},
            ["/0/columns/0/label", "/0/columns/1/label"],
        ),
        (
            {"kind": "choice", "choices": [{"value": "a", "label": "甲", "label_en": "a" * 101}]},
            ["/0/choices/0/label_en"],
        ),
        ({"label_en": "a" * 101}, ["/0/label_en"]),
    ],
)
def test_a_wrong_field_is_refused_at_its_place(wrong, where):
    assert pointers(field(**wrong)) == where


def test_a_key_and_a_name_are_used_once():
    assert pointers(field(), field(label="车位")) == ["/0/key", "/1/key"]
    assert pointers(field(), field(key="cars")) == ["/0/label", "/1/label"]


def test_a_field_may_stand_after_a_part_of_a_section():
    assert pointers(field(section="item.codes")) == []


def test_the_outline_of_a_manual_declares_none():
    assert pointers(field(), kind="manual") == [""]


@pytest.fixture
def file_of(tmp_path):
    def write(**changes):
        path = tmp_path / "second-city.json"
        path.write_text(json.dumps(outline_data() | changes, ensure_ascii=False), "utf-8")
        return path

    return write


@pytest.mark.django_db
def test_an_outline_is_loaded_with_its_extra_fields(file_of):
    outline, is_new = load_outline(file_of())

    again, is_new_again = load_outline(file_of())

    assert (is_new, is_new_again, again) == (True, False, outline)
    loaded = Outline.objects.get(pk=outline.pk).extra_rules
    assert [one.key for one in loaded] == [one["key"] for one in EXTRA_FIELDS]


@pytest.mark.django_db
def test_other_fields_under_a_known_version_are_refused(file_of):
    load_outline(file_of())

    with pytest.raises(OtherTextError):
        load_outline(file_of(extra_fields=EXTRA_FIELDS[:4]))


@pytest.mark.django_db
def test_a_field_after_no_section_refuses_the_file(file_of):
    with pytest.raises(RefusedError) as refused:
        load_outline(file_of(extra_fields=[field(section="parking")]))

    assert [place for place, _reason in refused.value.problems] == ["/extra_fields/0/section"]
    assert Outline.objects.count() == 0
