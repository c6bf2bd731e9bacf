"""Characters that turn or hide a text do not get in, whichever form, file or address is tried."""

import json

import pytest
from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.urls import reverse

from core.choices import Role
from core.granting.person_viewset import PersonCreationForm
from core.models import Department
from core.texts.typed import typed_text
from guides.models import GuidePage, ItemSituation, LifeEvent, ServiceItem, Theme
from guides.outlines.models import Outline
from moderation.decide import decide
from moderation.submit import submit
from operations.choices import ReportKind
from operations.models import Report
from operations.reports.building import build, report_of
from operations.reports.period import Period
from quality.models import Waiver
from search.models import AskingWord, BestBet, Synonym
from tests import factories
from tests.guides.form_data import posted
from tests.guides.test_editor import edit_address

pytestmark = pytest.mark.django_db
TURNED = "许可\u202e证明\u202c"
WORD = {"kind": "everyday", "direction": "one_way", "weight": "0.8"}
SNIPPETS = {
    "core_department:add:name": {"slug": "ju", "nature": "1", "level": "3"},
    "core_department:add:region": {"slug": "ju", "name": "局", "nature": "1", "level": "3"},
    "guides_theme:add:name": {"code": "t", "side": "personal", "order": "0"},
    "guides_theme:add:name_en": {"name": "主题", "code": "t", "side": "personal", "order": "0"},
    "guides_lifeevent:add:name": {"code": "e"},
    "search_synonym:add:word": WORD | {"official": "食品经营许可"},
    "search_synonym:add:official": WORD | {"word": "开饭店"},
    "search_synonym:add:evidence": WORD | {"word": "开饭店", "official": "食品经营许可"},
    "search_askingword:add:word": {},
    "search_bestbet:add:queries": {"code": "a-1-01", "reason": "常办"},
}
MODELS = (
    Department, Theme, LifeEvent, Synonym, AskingWord, BestBet, ServiceItem, ItemSituation, Outline
)  # fmt: skip


@pytest.fixture
def as_role(client):
    """Return a function that signs a new person of a role in and returns the browser."""

    def sign_in(role, department=None):
        client.force_login(
            factories.person(role, department), backend="core.access.authentication.RoleBackend"
        )
        return client

    return sign_in


def stored():
    return [list(model.objects.values()) for model in MODELS]


@pytest.mark.parametrize("place", SNIPPETS)
def test_no_snippet_takes_a_turned_text(as_role, place):
    name, field = place.rsplit(":", 1)
    browser, before = as_role(Role.OPERATOR), stored()

    answer = browser.post(reverse(f"wagtailsnippets_{name}"), SNIPPETS[place] | {field: TURNED})

    errors = answer.context["form"].errors
    assert list(errors) == [field]
    assert "U+202E" in errors[field][0]
    assert "许可▯证明" in errors[field][0]
    assert stored() == before


def item_data(department, **changed):
    return {
        "name": "事项",
        "department": department.pk,
        "item_type": "01",
        "code_scheme": "local",
        "basic_code": "1",
        "aliases": "",
        "is_active": "on",
        "situations-TOTAL_FORMS": "1",
        "situations-INITIAL_FORMS": "0",
        "situations-MIN_NUM_FORMS": "0",
        "situations-MAX_NUM_FORMS": "1000",
        "situations-0-code": "01",
        "situations-0-name": "新办",
        "situations-0-name_en": "",
        "situations-0-handling_item_code": "",
        "situations-0-id": "",
    } | changed


@pytest.mark.parametrize("field", ["name", "name_en", "aliases", "situations-0-name"])
def test_no_catalogue_entry_takes_a_turned_text(as_role, field):
    department = factories.DepartmentFactory()
    browser = as_role(Role.OPERATOR)
    address = reverse("wagtailsnippets_guides_serviceitem:add")

    answer = browser.post(address, item_data(department, **{field: f"一\n{TURNED}"}))

    assert "U+202E" in answer.content.decode()
    assert not ServiceItem.objects.exists()


def test_codes_are_kept_folded_and_found_however_they_are_typed(as_role):
    department = factories.DepartmentFactory(credit_code="９１３５ 0100 M000 100Y 43")
    codes = {"basic_code": "００ ０１３１０23\u200b000", "situations-0-code": "０１"}

    as_role(Role.OPERATOR).post(
        reverse("wagtailsnippets_guides_serviceitem:add"), item_data(department, **codes)
    )

    item = ServiceItem.objects.get()
    assert (item.basic_code, item.situations.get().code) == ("000131023000", "01")
    assert ServiceItem.objects.filter(basic_code=codes["basic_code"]).exists()
    assert Department.objects.get(credit_code="91350100M000100Y43") == department


def test_a_zero_width_character_leaves_a_name_as_it_looks(as_role):
    browser = as_role(Role.OPERATOR)

    browser.post(
        reverse("wagtailsnippets_guides_theme:add"),
        {"name": "异地\u200b换\u00ad证\ufeff", "code": "t", "side": "personal", "order": "0"},
    )

    assert Theme.objects.get().name == "异地换证"


@pytest.mark.parametrize("field", ["username", "first_name", "last_name", "email"])
def test_no_person_is_named_by_a_turned_text(field):
    given = {"username": "li", "first_name": "李", "last_name": "四", "email": "li@example.cn"}

    form = PersonCreationForm(given | {field: f"li\u202e{given[field]}"})

    assert "U+202E" in form.errors[field][0]


def test_a_name_that_looks_like_another_by_a_zero_width_character_is_the_other(as_role):
    factories.UserFactory(username="filing")

    form = PersonCreationForm({"username": "fil\u200bing"})

    assert "username" in form.errors
    assert get_user_model().objects.filter(username="filing").count() == 1


@pytest.mark.parametrize("field", ["title", "summary", "statutory_note", "sections-0-value-scope"])
def test_no_guide_takes_a_turned_text(as_role, field):
    department = factories.DepartmentFactory()
    page = factories.guide_page(department, summary="原来")
    page.sections = page.sections.stream_block.to_python(
        [{"type": "item", "value": {"scope": "原来"}, "id": "1"}]
    )
    page.save_revision()
    browser = as_role(Role.COMPILER, department)
    data = posted(browser.get(edit_address(page)).content.decode(), page)
    assert field in data

    answer = browser.post(edit_address(page), data | {field: [TURNED]})

    page = GuidePage.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert "U+202E" in answer.content.decode()
    assert TURNED not in str(page.summary) + page.title + json.dumps(page.sections.get_prep_value())


def test_no_opinion_and_no_reason_takes_a_turned_text(as_role):
    department = factories.DepartmentFactory()
    guide = factories.guide_page(department)
    factories.switch_rules_off()
    submission = submit(guide, factories.person(Role.COMPILER, department))
    browser = as_role(Role.DEPARTMENT_REVIEWER, department)

    answer = browser.post(
        reverse("moderation:review", args=[submission.pk]),
        {
            "stage": submission.stage,
            "sha256": submission.sha256,
            "verdict": "returned",
            "opinion": TURNED,
        },
    )

    assert answer.status_code == 422
    assert not submission.decisions.exists()


def test_no_outline_file_takes_a_turned_text(tmp_path):
    section = {"key": "item", "label": "事项"}
    outline = {"key": "x", "version": 1, "kind": "guide", "label": "模板", "sections": [section]}
    path = tmp_path / "outline.json"
    path.write_text(json.dumps(outline | {"sections": [section | {"guidance": TURNED}]}))

    with pytest.raises(SystemExit):
        call_command("load_outline", path)

    assert not Outline.objects.filter(key="x").exists()


def test_json_typed_into_a_form_is_looked_through():
    field = forms.JSONField()

    with pytest.raises(ValidationError, match="U\\+2066"):
        field.clean('{"a": ["b", {"c\\u2066": 1}]}')
    assert field.clean('["异地\\u200b换证"]') == ["异地换证"]


def test_a_password_is_left_as_it_was_typed():
    field = forms.CharField(widget=forms.PasswordInput, strip=False)

    assert field.clean("密\u200b码") == "密\u200b码"


def test_a_text_that_a_view_takes_without_a_form_is_looked_through_and_never_cut_off():
    assert typed_text(" 可以\u200b ", 4) == "可以"
    for refused in (TURNED, "a\0b", "\ud800", "长" * 5):
        with pytest.raises(ValidationError):
            typed_text(refused, 4)


def test_no_waiver_is_given_with_a_turned_reason(as_role):
    department = factories.DepartmentFactory()
    factories.switch_rules_off()
    submission = submit(
        factories.guide_page(department), factories.person(Role.COMPILER, department)
    )
    decide(
        submission, factories.person(Role.DEPARTMENT_REVIEWER, department), "approved",
        stage=submission.stage, sha256=submission.sha256,
    )  # fmt: skip
    address = reverse("moderation:waive", args=[submission.pk])

    answer = as_role(Role.FORMAL_REVIEWER).post(
        address, {"rule": "L01", "kind": "guide", "reason": TURNED}, follow=True
    )

    assert "U+202E" in answer.content.decode()
    assert not Waiver.objects.exists()


def test_a_report_keeps_what_was_typed_on_the_screen_until_it_may_stand(as_role):
    report = report_of(Period(ReportKind.YEAR, 2025))
    browser, address = as_role(Role.OPERATOR), reverse("operations:report", args=[report.pk])
    key = build(report).chapters[0].blocks[0]["key"]
    seen = browser.get(address).context["seen"]
    sent = {"seen": seen, f"text-{key}": TURNED}

    refused = browser.post(address, sent)
    Report.objects.filter(pk=report.pk).update(texts={key: "同事写的"})
    told = browser.post(address, {"seen": seen, f"text-{key}": "我写的"})
    now = Report.objects.get(pk=report.pk).texts
    browser.post(address, {"seen": told.context["seen"], f"text-{key}": "我写的"})

    assert (refused.status_code, told.status_code) == (422, 422)
    assert TURNED in refused.content.decode()
    assert "我写的" in told.content.decode()
    assert now == {key: "同事写的"}
    assert Report.objects.get(pk=report.pk).texts[key] == "我写的"
