"""The content of the demo city: every file is valid, true to its rules, and unlike the others."""

import hashlib
import itertools
import json
import re
from collections import Counter
from pathlib import Path

import pytest

from core.people.credit_code import has_valid_check_digit
from guides.choices import ItemType
from guides.document import GuideDocument, ManualDocument
from guides.document.shared import SharedSections
from guides.models import Outline, OutlineSection
from guides.outlines.conformance import nonconformities

ROOT = Path(__file__).resolve().parents[2]
DEMO = ROOT / "demo" / "data"
GUIDES = sorted((DEMO / "guides").glob("*.json"))
MANUALS = sorted((DEMO / "manuals").glob("*.json"))
STATES = {
    "published", "draft", "department_review", "formal_review", "compliance_review", "filing",
    "returned", "suspended", "abolished", "scheduled", "revised",
}  # fmt: skip
CATCH_ALL = re.compile(
    r"其他(材料|条件|情形|资料)|有关(材料|资料)|(材料|资料|文件|证明)等|等(材料|资料|文件|证明)"
    r"|规定的其他|要求提供的其他|详见附件"
)
LICENCE_STEPS = ("受理", "审核", "审批", "办结", "送达")
PHONE = re.compile(r"0\d{2,3}-\d{7,8}|12\d{3}")
OUTER = re.compile(r"\b1[3-9]\d{9}\b|\b\d{17}[\dX]\b")


def read(path):
    return json.loads(path.read_text(encoding="utf-8"))


def resolved(value):
    """Return the same data with a FileRef wherever a demo file stands."""
    if isinstance(value, list):
        return [resolved(one) for one in value]
    if not isinstance(value, dict):
        return value
    if "demo_file" in value:
        text = value["text"].encode()
        sha256 = hashlib.sha256(text).hexdigest()
        return {
            "sha256": sha256, "name": value["demo_file"], "size": len(text),
            "media_type": "text/plain",
        }  # fmt: skip
    return {key: resolved(one) for key, one in value.items()}


def leaves(value, key=""):
    """Yield (key, text) of every text value."""
    if isinstance(value, str):
        yield key, value
    elif isinstance(value, (list, dict)):
        pairs = value.items() if isinstance(value, dict) else [(key, one) for one in value]
        for name, one in pairs:
            yield from leaves(one, name)


def versions(path):
    """Yield each Document's data of a guide file: the first, and the second of a revised one."""
    record = read(path)
    yield record["document"]
    if "second" in record:
        yield record["document"] | record["second"]


def runs(value):
    return {
        text[at : at + 5] for _key, text in leaves(value) for at in range(max(len(text) - 4, 0))
    }


CATALOGUE = {(one["department"], one["basic_code"]): one for one in read(DEMO / "catalogue.json")}
EVERY_GUIDE = pytest.mark.parametrize("path", GUIDES, ids=lambda path: path.stem)


def shipped_outline(name):
    """Return an outline that comes with the system, unsaved: it answers without a database."""
    data = read(ROOT / "guides" / "outlines" / "shipped" / f"{name}.json")
    sections = [OutlineSection(**one) for one in data.pop("sections")]
    return Outline(**data, sections=sections)


def item_of(record):
    return CATALOGUE[record["department"], record["basic_code"]]


def catalogue_facts_of(item):
    """Return the facts of a catalogue entry that its guide's Document takes over."""
    same = ("name", "item_type", "levels", "audience", "personal_themes", "business_themes")
    return {key: item[key] for key in same} | {
        "codes": {"basic": item["basic_code"]},
        "authority": {"name": item["department"]},
    }


def test_the_demo_city_has_eight_departments_sixty_items_and_twenty_themes():
    departments = read(DEMO / "departments.json")
    themes = read(DEMO / "themes.json")
    holders = Counter(department for department, _code in CATALOGUE)

    assert len(holders) == 8
    assert len(CATALOGUE) == 60
    assert {one["slug"] for one in departments} == {*holders, "shi", "spj"}
    assert [one["slug"] for one in departments if one["parent"] is None] == ["shi"]
    assert len(themes) >= 20
    assert all(re.fullmatch(r"[a-z-]+", one["code"]) and one["name_en"] for one in themes)


def test_every_organisation_has_a_valid_and_own_credit_code():
    codes = [one["uscc"] for one in read(DEMO / "departments.json")]

    assert all(has_valid_check_digit(code) for code in codes)
    assert len(set(codes)) == len(codes)


def test_codes_of_the_catalogue_are_built_from_their_parts():
    for (_department, basic), item in CATALOGUE.items():
        code = item["implementation_code"]
        assert re.fullmatch(r"\d{12}", basic), item["name"]
        assert basic[2:4] == item["item_type"]
        assert has_valid_check_digit(code[:18])
        assert code[18] in item["levels"]
        assert code[19:] == basic
    assert len({basic for _department, basic in CATALOGUE}) == len(CATALOGUE)


def test_every_item_has_everyday_names_and_a_theme_on_each_side_it_serves():
    themes = {one["code"]: one for one in read(DEMO / "themes.json")}

    for item in CATALOGUE.values():
        assert 3 <= len(set(item["aliases"])) <= 6, item["name"]
        assert bool(item["personal_themes"]) == ("1" in item["audience"]), item["name"]
        assert bool(item["business_themes"]) == bool(set(item["audience"]) - {"1"}), item["name"]
        for side in ("personal", "business"):
            assert all(themes[one["code"]]["side"] == side for one in item[f"{side}_themes"])


def test_there_are_24_guides_and_8_manuals_in_every_state_of_the_workflow():
    records = [read(path) for path in GUIDES]

    assert len(GUIDES) == 24
    assert len(MANUALS) == 8
    assert {one["state"] for one in records} == STATES
    assert Counter(one["state"] for one in records)["published"] >= 12
    assert {one["department"] for one in records} == {department for department, _ in CATALOGUE}


@EVERY_GUIDE
def test_a_guide_names_an_item_and_a_situation_of_the_catalogue(path):
    record = read(path)

    assert path.stem.split("-")[0] == record["department"]
    assert record["situation"] in {one["code"] for one in item_of(record)["situations"]}
    assert record["state"] in STATES
    assert ("second" in record) == (record["state"] == "revised")


@EVERY_GUIDE
def test_a_guide_is_a_document_and_has_every_section_that_must_be_there(path):
    for data in versions(path):
        document = GuideDocument.model_validate(resolved(data))

        assert document.title.endswith("办事指南")
        assert document.summary and document.issuer and document.change_note
        assert "2026-01-01" <= document.checked_on <= "2026-11-23"
        assert document.item.scope and document.item.quantity_limit.limited is not None
        assert 3 <= len(document.conditions.items) <= 6
        assert 2 <= len(document.materials.items) <= 6
        assert 2 <= len(document.faqs) <= 4
        assert 1 <= len(document.service_points) <= 2
        assert all(point.hours and point.address.number for point in document.service_points)
        assert document.process.window_chart.text
        assert document.attachments and all(one.file for one in document.attachments)
        assert document.results and all(one.samples for one in document.results)


@EVERY_GUIDE
def test_a_guide_passes_the_outline_of_the_city(path):
    outline = shipped_outline("unified-guide-1")
    catalogue = catalogue_facts_of(item_of(read(path)))
    for data in versions(path):
        facts = {"doc_no": "BSZN-1", "item": data["item"] | catalogue}
        document = GuideDocument.model_validate(resolved(data | facts))

        assert nonconformities(document, outline) == []


def test_every_guide_cites_a_clause_that_no_other_guide_stands_on():
    bases = Counter()
    for path in GUIDES:
        laws = [
            one for one in read(path)["document"]["legal_bases"]
            if one["category"] == "establishment"
        ]  # fmt: skip
        assert laws, path.stem
        bases.update({(law["title"], law["article"]) for law in laws})
        for law in read(path)["document"]["legal_bases"]:
            assert law["document_no"] and law["text"], path.stem
            assert law["article"].startswith("第"), (path.stem, law["article"])

    assert [base for base, count in bases.items() if count > 1] == []


@EVERY_GUIDE
def test_a_guide_has_no_catch_all_wording_outside_quoted_law(path):
    for data in versions(path):
        own = {key: value for key, value in data.items() if key != "legal_bases"}

        assert [text for _key, text in leaves(own) if CATCH_ALL.search(text)] == []


@EVERY_GUIDE
def test_conditions_name_no_material_and_keys_lead_somewhere(path):
    for data in versions(path):
        conditions = data["conditions"]["items"]
        materials = data["materials"]["items"]
        steps = data["process"]["steps"]
        keys = {one["key"] for one in conditions} | {one["key"] for one in materials}

        for condition in conditions:
            assert condition["materials"] or condition["review"]["method"]
            assert all(one["name"] not in condition["text"] for one in materials)
            assert set(condition["materials"]) <= {one["key"] for one in materials}
        for material in materials:
            assert set(material.get("conditions", [])) <= {one["key"] for one in conditions}
            assert material["legal_basis"] or material["necessity"] != "1"
            assert None not in (material["originals"], material["copies"])
        assert len(keys) == len(conditions) + len(materials)
        assert len({one["key"] for one in steps}) == len(steps)


@EVERY_GUIDE
def test_counted_steps_give_the_promise_and_the_promise_keeps_the_law(path):
    record = read(path)
    licence = item_of(record)["item_type"] == ItemType.LICENCE
    for data in versions(path):
        steps, limits = data["process"]["steps"], data["time_limits"]
        promised, statutory = limits["promised"], limits["statutory"]
        instant = promised["unit"] == "instant"
        counted = [one for one in steps if one["counted"] and one["unit"] != "instant"]

        assert sum(one["limit"] for one in counted) == promised["value"]
        assert {one["unit"] for one in counted} <= {promised["unit"]}
        if statutory["value"] is not None:
            assert instant or promised["unit"] == statutory["unit"]
            assert promised["value"] <= statutory["value"]
        assert statutory.get("note") or not licence or statutory["value"] == 20
        assert instant == (data["handling"]["case_type"] == "1")
        assert instant == (data["handling"]["review_type"] == "1")
        assert len(steps) in (5, 6)
        assert all(one["action"] and one["result"] and one["unit"] for one in steps)
        if licence and not instant:
            names = "".join(one["name"] for one in steps)
            assert all(word in names for word in LICENCE_STEPS), names


@EVERY_GUIDE
def test_visits_fees_results_and_phones_agree(path):
    for data in versions(path):
        handling, contacts = data["handling"], data["contacts"]
        enquiries = {one["value"] for one in contacts["enquiries"] if one["way"] == "phone"}
        complaints = {one["value"] for one in contacts["complaints"] if one["way"] == "phone"}

        reason = handling.get("visit_reason", "")
        assert reason not in ("", "无") if handling["visits"] else reason in ("", "无")
        assert handling["visits"] == 0 or not handling["online"]
        assert handling["visits"] or handling["online"] or "4" in handling["forms"]
        assert data["fees"]["charged"] == bool(data["fees"].get("items"))
        assert data["fees"]["charged"] == handling["online_payment"]
        assert all(fee["basis"] and fee["standard"] for fee in data["fees"].get("items", []))
        assert enquiries and complaints and not enquiries & complaints
        phones = enquiries | complaints | {one["phone"] for one in data["service_points"]}
        assert all(PHONE.fullmatch(one) for one in phones), phones
        assert all(contacts["remedies"][one]["period"] for one in ("review", "litigation"))
        assert contacts["rights"] and contacts["duties"]
        for result in data["results"]:
            if result["name"].endswith("证"):
                assert result["kind"] == "certificate"


@EVERY_GUIDE
def test_answers_of_the_question_tree_lead_to_keys_that_exist(path):
    for data in versions(path):
        questions = data.get("question_tree", {}).get("questions", [])
        asked = {one["key"] for one in questions}
        known = {
            "materials": {one["key"] for one in data["materials"]["items"]},
            "steps": {one["key"] for one in data["process"]["steps"]},
            "conditions": {one["key"] for one in data["conditions"]["items"]},
        }
        for option in (option for one in questions for option in one["options"]):
            effect = option.get("effect", {})
            assert option.get("next") in asked or effect.get("conclusion"), option["label"]
            for change, part in itertools.product(("add", "drop"), known):
                assert set(effect.get(f"{change}_{part}", [])) <= known[part]


def test_every_kind_of_section_occurs_somewhere():
    documents = [data for path in GUIDES for data in versions(path)]
    materials = [one for data in documents for one in data["materials"]["items"]]
    points = [one for data in documents for one in data["service_points"]]
    hours = [one for point in points for one in point["hours"]]
    items = [data["item"] for data in documents]
    trees = [path for path in GUIDES if read(path)["document"].get("question_tree")]

    assert len(trees) >= 3
    assert len({data["handling"]["case_type"] for data in documents}) >= 2
    assert any(data["process"].get("special_procedures") for data in documents)
    assert any(data["fees"].get("items") for data in documents)
    assert any(one["quantity_limit"]["limited"] for one in items)
    assert any(one.get("joint_bodies") for one in items)
    assert any(data["conditions"].get("prohibitions") for data in documents)
    assert any(one.get("season_from") for one in hours)
    assert any(one.get("tolerated") for one in materials)
    assert any(one.get("exempt") for one in materials)
    assert any(one.get("situations") for one in materials)
    assert any(one.get("blank_forms") for one in materials)
    assert any(one["review"]["points"] for data in documents for one in data["conditions"]["items"])
    assert any(one.get("post") for data in documents for one in data["process"]["steps"])
    assert any(item_of(read(path))["life_events"] for path in GUIDES)


def test_no_text_holds_a_citizen_number_or_a_mobile_number():
    found = [
        (path.stem, text)
        for path in [*GUIDES, *MANUALS]
        for _key, text in leaves(read(path)["document"])
        if OUTER.search(text)
    ]

    assert found == []


@pytest.mark.parametrize("path", MANUALS, ids=lambda path: path.stem)
def test_a_manual_is_a_document_and_belongs_to_a_published_guide(path):
    record = read(path)

    guide = read(DEMO / "guides" / path.name)["document"]
    shared = {key: guide[key] for key in SharedSections.model_fields if key in guide}
    manual = ManualDocument.model_validate(resolved(shared | record["document"]))

    assert record["guide"] == path.stem
    assert read(DEMO / "guides" / path.name)["state"] not in ("draft", "returned")
    assert manual.title.endswith("业务手册")
    manual.doc_no = "YWSC-1"
    assert nonconformities(manual, shipped_outline("unified-manual-1")) == []
    assert manual.preface and manual.business_description and manual.internal_chart.text
    assert manual.posts and manual.discretion and manual.opinion_templates
    assert {one.form_class.value for one in manual.document_forms} == {
        "acceptance", "decision", "special",
    }  # fmt: skip
    assert manual.archiving.archiving and manual.archiving.decision_publication
    assert manual.supervision and all(one.score for one in manual.supervision)


@pytest.mark.parametrize("files", [GUIDES, MANUALS], ids=["guides", "manuals"])
def test_no_two_documents_share_over_thirty_percent_of_their_five_character_runs(files):
    of = {path.stem: runs(read(path)["document"]) for path in files}

    alike = {
        pair: round(len(of[pair[0]] & of[pair[1]]) / min(len(of[one]) for one in pair), 2)
        for pair in itertools.combinations(of, 2)
    }

    assert {pair: share for pair, share in alike.items() if share > 0.3} == {}
