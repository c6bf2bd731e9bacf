"""The facts of the demo city agree: with the register of laws, with each other, with the rules."""

import json
import re
from collections import defaultdict
from datetime import date

import pytest

from guides.document import GuideDocument
from guides.laws.facts import LawFacts, law_key
from quality.check import check_document
from quality.terms import Terms
from quality.word_lists import shipped_words
from tests.demo.test_demo_content import (
    CATALOGUE,
    DEMO,
    GUIDES,
    MANUALS,
    ROOT,
    catalogue_facts_of,
    item_of,
    leaves,
    read,
    resolved,
    versions,
)  # fmt: skip

EVERY_GUIDE = pytest.mark.parametrize("path", GUIDES, ids=lambda path: path.stem)
SHIPPED = json.loads((ROOT / "guides" / "laws" / "shipped.json").read_text("utf-8"))["laws"]
REGISTER = {law_key(law["title"]): law for law in SHIPPED}
FAIL_ON_PURPOSE = {"wjw-radiology", "scjg-special-equipment"}
"""Drafts whose compilers still have something to put right: what the editor shows for it."""

PERIODS = {
    "review": "自知道或者应当知道该行政行为之日起六十日内",
    "litigation": "自知道或者应当知道作出行政行为之日起六个月内",
}
SEAT_OF_CITY_BODIES = "临溪区"
SEATS_ELSEWHERE = {"车辆管理所": "云东区"}
CITY_REGION = "351000"
COUNTY_LEVELS = "456"
OWN_PART = "本指南写市级办理的部分"


def all_texts():
    for path in (*GUIDES, *MANUALS):
        for key, text in leaves(read(path)):
            yield path.stem, key, text


def law_facts(title):
    law = REGISTER.get(law_key(title))
    names = ("title", "document_no", "rank", "status", "amendment")
    if law is None:
        return None
    amended = law.get("amended_on")
    return LawFacts(
        **{name: law.get(name) or "" for name in names},
        amended_on=date.fromisoformat(amended) if amended else None,
    )


def bases():
    for path in GUIDES:
        for data in versions(path):
            for basis in data["legal_bases"]:
                yield path.stem, basis


def test_a_basis_says_what_the_register_says_of_its_law():
    for guide, basis in bases():
        facts = law_facts(basis["title"])
        if facts is None:
            continue
        law = REGISTER[law_key(basis["title"])]
        assert basis["title"] == law["title"], guide
        assert basis["document_no"] == facts.full_number, guide
        assert basis["issuer"] == law["issuer"], guide
        assert basis["effective_on"] == law["effective_on"], guide
        assert basis["status"] == law["status"], guide


def test_a_law_is_cited_in_one_way_wherever_it_is_named():
    citations = defaultdict(set)
    for _guide, basis in bases():
        words = ("document_no", "issuer", "effective_on", "status")
        citations[law_key(basis["title"])].add(tuple(basis[word] for word in words))
    named = {
        (title, REGISTER[law_key(title)]["title"])
        for _guide, _key, text in all_texts()
        for title in re.findall(r"《([^《》]+)》", text)
        if law_key(title) in REGISTER
    }

    assert {law for law, found in citations.items() if len(found) > 1} == set()
    assert {title for title, right in named if title != right} == set()


@pytest.mark.parametrize("kind", PERIODS)
def test_one_body_has_one_address_and_one_phone_and_one_formula_says_when(kind):
    places, periods = defaultdict(set), set()
    for path in GUIDES:
        for data in versions(path):
            remedy = data["contacts"]["remedies"][kind]
            places[remedy["body"]].add((remedy["address"], remedy["phone"], remedy["url"]))
            periods.add(remedy["period"])

    assert {body for body, found in places.items() if len(found) > 1} == set()
    assert periods == {PERIODS[kind]}


@EVERY_GUIDE
def test_a_decision_is_disputed_where_its_body_has_its_seat(path):
    for data in versions(path):
        remedies = data["contacts"]["remedies"]
        review, court = remedies["review"]["body"], remedies["litigation"]["body"]
        district = re.search(r"[^市]{2}区|县（区）", review)
        decides = data["item"]["deciding_body"]
        seats = [seat for name, seat in SEATS_ELSEWHERE.items() if name in decides]
        seat = seats[0] if seats else SEAT_OF_CITY_BODIES

        assert (district.group() if district else seat) in court


@EVERY_GUIDE
def test_acceptance_and_delivery_do_not_count_towards_the_promise(path):
    for data in versions(path):
        before_and_after = [
            one["name"]
            for one in data["process"]["steps"]
            if one["stage"] in ("receipt", "acceptance", "delivery") and one["counted"]
        ]

        assert before_and_after == []


@EVERY_GUIDE
def test_who_decides_agrees_with_the_division_of_power(path):
    for data in versions(path):
        item = data["item"]
        shared = re.search(r"县[^。]*(?:办理|审批|批准|发证|登记|注册)", item["division_of_power"])

        assert not shared or "县" in item["deciding_body"] or OWN_PART in item["division_of_power"]


@EVERY_GUIDE
def test_a_limit_that_the_state_has_not_set_has_no_number_and_no_basis(path):
    for data in versions(path):
        statutory = data["time_limits"]["statutory"]
        if statutory["unit"] == "unset":
            assert (statutory["value"], statutory["basis"]) == (None, "")
        else:
            assert statutory["basis"]
            assert not re.search(r"没有(?:统一)?规定|没有写", statutory["note"])


def test_items_of_counties_have_the_code_of_a_county_body():
    departments = {one["slug"]: one["uscc"] for one in read(DEMO / "departments.json")}

    for (department, _basic), item in CATALOGUE.items():
        code = item["implementation_code"]
        is_county = code[18] in COUNTY_LEVELS
        assert (code[:18] != departments[department]) == is_county, item["name"]
        assert (code[2:8] != CITY_REGION) == is_county, item["name"]
        for situation in item["situations"]:
            assert situation["handling_item_code"] == code + situation["code"]


def test_samples_lie_in_the_region_of_the_city():
    regions = {
        (guide, region)
        for guide, _key, text in all_texts()
        for region in re.findall(r"[0-9]{4}-([0-9]{6})-[0-9]{2}-[0-9]{2}-", text)
    }

    assert {region for _guide, region in regions} == {CITY_REGION}


def test_the_catalogue_says_in_english_what_the_chinese_says():
    for item in CATALOGUE.values():
        for one in (item, *item["situations"]):
            english = one["name_en"]
            assert not re.search(r"\bClaim|\bStop\b|Advance sale", english), one
            assert ("备案" in one["name"]) == ("filing" in english.lower()) or "签" in one["name"]
            assert "Filing" not in english.replace("Record-filing", ""), one
            assert "公积金" not in one["name"] or "housing provident fund" in english, one


def test_a_situation_names_what_its_item_is():
    wrong = {
        (item["name"], one["name"])
        for item in CATALOGUE.values()
        for one in item["situations"]
        if ("设立" in item["name"] and one["name"] in ("变更", "注销"))
        or ("公积金" in item["name"] and one["name"] == "申领")
        or ("认定" in item["name"] and "领" in one["name"] and "待遇" not in item["name"])
    }

    assert wrong == set()


@EVERY_GUIDE
def test_a_guide_that_is_filed_has_no_error_and_two_drafts_have_some(path):
    terms = Terms(today=date(2026, 11, 28), words=shipped_words(), find_law=law_facts)
    record = read(path)
    catalogue = catalogue_facts_of(item_of(record))
    errors = []
    for data in versions(path):
        facts = {"doc_no": "BSZN-1", "item": data["item"] | catalogue}
        document = GuideDocument.model_validate(resolved(data | facts | record.get("draft", {})))
        found = check_document(document.model_dump(mode="json"), terms)
        errors += [one for one in found if one.severity == "error"]

    assert bool(errors) == (path.stem in FAIL_ON_PURPOSE), errors
