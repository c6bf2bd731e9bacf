"""A bad record is reported with its file, number, place and reason; the rest is imported."""

import json

import pytest

from core.import_report import RefusedError
from exchange.importing.records import parse_record
from guides.document import GuideDocument
from guides.models import GuidePage
from tests.exchange.small_documents import envelope, small_guide

pytestmark = [pytest.mark.django_db, pytest.mark.city]


def with_item(**facts):
    guide = small_guide(9)
    return guide | {"item": guide["item"] | facts}


BAD = {
    "unknown department": (with_item(authority={"slug": "none"}), "/item/authority"),
    "no item": (with_item(name="", codes={}), "/item/codes/basic"),
    "control character": (small_guide(9, summary="一\u0007二"), "/summary"),
    "turned text": (small_guide(9, title="一\u202e二\u202c"), "/title"),
    "turned text in a row": (
        small_guide(9, process={"steps": [{}, {"name": "一\u2067二"}]}),
        "/process/steps/1/name",
    ),
    "turned filing number": (
        {"document": small_guide(9), "envelope": envelope() | {"filing_no": "一\u202e二"}},
        "/envelope/filing_no",
    ),
    "amount in Arabic digits": (
        small_guide(9, fees={"items": [{"amount": "\u0661\u0660\u0660"}]}),
        "/fees/items/0/amount",
    ),
    "longitude in Arabic digits": (
        small_guide(9, service_points=[{"longitude": "\u0661\u0661\u0668"}]),
        "/service_points/0/longitude",
    ),
    "season in Arabic digits": (
        small_guide(9, service_points=[{"hours": [{"season_from": "\u0660\u0661-\u0660\u0661"}]}]),
        "/service_points/0/hours/0/season_from",
    ),
    "unknown field": (small_guide(9, colour="red"), "/colour"),
    "wrong code": (small_guide(9, handling={"case_type": "7"}), "/handling/case_type"),
    "item name too long": (with_item(name="长" * 201), "/item/name"),
    "situation too long": (
        with_item(situation={"code": "0" * 11, "name": "新"}),
        "/item/situation/code",
    ),
    "unknown theme": (with_item(local_themes=[{"code": "none"}]), "/item/local_themes"),
    "theme too long": (
        with_item(local_themes=[{"code": "c" * 41, "name": "主题"}]),
        "/item/local_themes",
    ),
    "code of another guide": (
        small_guide(9, item=small_guide(1)["item"] | {"codes": {"basic": "-000000000001"}}),
        "",
    ),
    "wrong date": (small_guide(9, checked_on="gestern"), "/checked_on"),
    "wrong type in a row": (
        small_guide(9, process={"steps": [{}, {"limit": -1}]}),
        "/process/steps/1/limit",
    ),
    "unknown outline": (small_guide(9, outline={"key": "none"}), "/outline"),
    "no object": ([1, 2], ""),
    "no Document": ({"document": None}, ""),
    "wrong in a wrapped record": (
        {"document": small_guide(9, checked_on="x"), "envelope": envelope()},
        "/document/checked_on",
    ),
}


def test_half_a_pair_of_a_character_is_told_with_its_place():
    with pytest.raises(RefusedError) as refused:
        parse_record(small_guide(9, summary="一\ud83d二"))

    ((pointer, message),) = refused.value.problems
    assert pointer == "/summary"
    assert "U+D83D" in message


def test_figures_typed_in_full_width_are_figures():
    point = {
        "longitude": "１１８．６",
        "hours": [{"opens": "０９：００", "season_from": "０６－０１"}],
    }

    guide = GuideDocument.model_validate(
        small_guide(
            1,
            checked_on="２０２６-０１-０２",
            fees={"items": [{"amount": "１００．５０"}]},
            service_points=[point],
        )
    )

    hours = guide.service_points[0].hours[0]
    assert guide.fees.items[0].amount == "100.50"
    assert (guide.service_points[0].longitude, guide.checked_on) == ("118.6", "2026-01-02")
    assert (hours.opens, hours.season_from) == ("09:00", "06-01")


@pytest.mark.parametrize(("record", "pointer"), BAD.values(), ids=BAD)
def test_a_bad_record_is_told_with_its_place_and_the_rest_comes_in(
    run, city, written, record, pointer
):
    path = written([small_guide(1), record, small_guide(2)])

    outcome = run("import_guides", path, "--json", "-")

    assert outcome.exit_code == 2
    assert (outcome.json["created"], outcome.json["refused"]) == (2, 1)
    (problem,) = outcome.json["problems"]
    assert (problem["source"], problem["record"]) == (str(path), 2)
    assert problem["pointer"] == pointer
    assert problem["message"]
    assert f"{path}:2 {pointer}" in outcome.stderr
    assert GuidePage.objects.count() == 2


def test_a_broken_line_of_ndjson_is_one_bad_record(run, city, written):
    lines = [json.dumps(small_guide(1)), '{"title": ', "", json.dumps(small_guide(2))]
    path = written(lines, "guides.ndjson")

    outcome = run("import_guides", path, "--json", "-")

    assert (outcome.exit_code, outcome.json["created"]) == (2, 2)
    assert [problem["record"] for problem in outcome.json["problems"]] == [2]


@pytest.mark.parametrize(
    "content", [b"", b"{", b"\xff\xfe\x00", b"null"], ids=["empty", "broken", "binary", "null"]
)
def test_a_file_that_is_no_record_is_refused_and_the_next_file_is_read(
    run, city, written, tmp_path, content
):
    bad = tmp_path / "bad.json"
    bad.write_bytes(content)

    outcome = run("import_guides", bad, written(small_guide(1)), "--json", "-")

    assert (outcome.exit_code, outcome.json["created"]) == (2, 1)
    assert {problem["source"] for problem in outcome.json["problems"]} == {str(bad)}


def test_a_file_that_is_not_there_is_refused_and_the_next_file_is_read(
    run, city, written, tmp_path
):
    outcome = run("import_guides", tmp_path / "none.json", written(small_guide(1)), "--json", "-")

    assert (outcome.exit_code, outcome.json["created"], outcome.json["refused"]) == (2, 1, 1)


def test_a_fact_that_differs_from_the_catalogue_is_refused_with_what_the_catalogue_says(
    run, city, written
):
    run("import_guides", written(small_guide(1)))
    wrong = small_guide(1)
    wrong["item"] = wrong["item"] | {"item_type": "07"}

    outcome = run("import_guides", written(wrong), "--json", "-")

    (problem,) = outcome.json["problems"]
    assert problem["pointer"] == "/item/item_type"
    assert "01" in problem["message"]


def test_every_fault_of_a_record_is_told_at_once(run, city, written):
    record = small_guide(1, checked_on="x", colour="red", fees={"charged": "vielleicht"})

    outcome = run("import_guides", written(record), "--json", "-")

    assert {problem["pointer"] for problem in outcome.json["problems"]} == {
        "/checked_on", "/colour", "/fees/charged",
    }  # fmt: skip
    assert outcome.json["refused"] == 1


def test_report_and_json_files_say_the_same(run, city, written, tmp_path):
    report, result = tmp_path / "report.json", tmp_path / "result.json"

    run("import_guides", written([1]), "--report", report, "--json", result)

    assert json.loads(report.read_text()) == json.loads(result.read_text())
    assert json.loads(report.read_text())["refused"] == 1


def test_a_manual_without_its_guide_is_refused(run, city, written):
    manual = small_guide(1) | {"schema_version": "manual-1"}

    outcome = run("import_guides", written(manual), "--json", "-")

    assert [problem["pointer"] for problem in outcome.json["problems"]] == ["/item"]
    assert not GuidePage.objects.exists()
