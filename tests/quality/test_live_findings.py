"""The findings of an editor's form before it is saved: right, quick, and nobody else's."""

import json

import pytest
from django.urls import reverse

from core.choices import Role
from guides.blocks.file_block import FileBlock
from guides.compiling.compile import compile_guide, compile_manual
from guides.compiling.page_sections import apply_guide
from guides.document import GuideDocument
from guides.models import GuidePage, Outline
from guides.outlines.loading import load_shipped_outlines
from guides.presenter import present_guide
from quality.models import Waiver
from tests.factories import DepartmentFactory, SituationFactory, person
from tests.guides.form_data import posted
from tests.moderation.steps import stored_file

pytestmark = [pytest.mark.django_db, pytest.mark.city]


@pytest.fixture
def guide():
    """A licence's guide as it is when it has just been started, with one material."""
    load_shipped_outlines()
    outline = Outline.objects.get(kind="guide", is_active=True)
    page = compile_guide(SituationFactory(item__department=DepartmentFactory()), outline, None)
    fill(page, [{"key": "m1", "name": "申请书"}])
    return page


def fill(page, materials):
    data = present_guide(page).model_dump(mode="json")
    data["materials"]["items"] = materials
    apply_guide(GuideDocument.model_validate(data), page)
    page.save()
    page.save_revision()


@pytest.fixture
def compiler(guide):
    return person(Role.COMPILER, guide.department)


@pytest.fixture
def ask(client, compiler):
    """Return a function that sends a page's form, with changes, and gives the answer."""
    client.force_login(compiler, backend="core.access.authentication.RoleBackend")

    def send(page, **changes):
        edit = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
        form = posted(edit.content.decode(), page.get_latest_revision_as_object())
        place = reverse("quality_live", args=[page.pk])
        return client.post(place, form | {name: [value] for name, value in changes.items()})

    return send


def found(answer, rule):
    return [one for one in answer.json()["findings"] if one["rule"] == rule]


def name_of(page, key, rest):
    number = [one.block_type for one in page.sections].index(key)
    return f"sections-{number}-value-{rest}"


def test_what_was_typed_is_checked_and_not_saved(guide, ask):
    name = name_of(guide, "materials", "items-0-value-filling_notes")

    answer = ask(guide, **{name: "写明自查记录等材料的名称。"})

    (finding,) = found(answer, "L01")
    assert finding["pointer"] == "/materials/items/0/filling_notes"
    assert (finding["severity"], finding["words"]) == ("error", "等材料")
    assert finding["was"] == "写明自查记录等材料的名称。"
    draft = GuidePage.objects.get().get_latest_revision_as_object()
    assert "等材料" not in json.dumps(draft.sections.get_prep_value(), ensure_ascii=False)


def test_a_certain_fix_says_what_it_changes_and_what_stood_there(guide, ask):
    (finding,) = found(ask(guide, summary="请登陆网站办理。"), "L26")

    assert finding["fix"]["certain"] is True
    (change,) = finding["fix"]["changes"]
    assert change == {
        "op": "replace", "path": "/summary", "was": "请登陆网站办理。", "value": "请登录网站办理。",
    }  # fmt: skip


def test_what_the_outline_demands_is_an_error_of_l23_in_the_same_list(guide, ask):
    answer = ask(guide)

    missing = {one["pointer"] for one in found(answer, "L23")}
    assert "/conditions" in missing
    assert 0 < answer.json()["percent"] < 100


def test_a_waived_rule_is_left_out(guide, ask, compiler):
    Waiver.objects.create(code=guide.code, kind="guide", rule="L26", reason="原文", by=compiler)

    assert found(ask(guide, summary="请登陆网站办理。"), "L26") == []


def test_what_a_manual_lacks_of_its_guide_leads_to_the_guides_editor(guide, ask, compiler):
    outline = Outline.objects.get(kind="manual", is_active=True)
    manual = compile_manual(guide, outline, compiler)

    urls = {one["url"].partition("#")[0] for one in ask(manual).json()["findings"]}

    assert reverse("wagtailadmin_pages:edit", args=[manual.pk]) in urls
    assert all("/edit/" in url for url in urls)


def test_a_value_that_no_draft_can_hold_is_said_in_words(guide, ask):
    answer = ask(guide, checked_on="31 days")

    assert answer.status_code == 422
    assert len(answer.json()["refused"]) == 1


def test_asking_costs_few_queries_whatever_the_guides_size(
    guide, ask, client, django_assert_max_num_queries
):
    address = reverse("wagtailadmin_pages:edit", args=[guide.pk])
    fill(guide, [{"key": f"m{number}", "name": f"材料{number}"} for number in range(60)])
    form = posted(client.get(address).content.decode(), guide)
    client.post(reverse("quality_live", args=[guide.pk]), form)

    with django_assert_max_num_queries(24):
        answer = client.post(reverse("quality_live", args=[guide.pk]), form)

    assert answer.status_code == 200


def test_a_file_is_asked_for_once_a_form(guide, compiler, django_assert_num_queries):
    file = stored_file(compiler, "申请书.pdf", b"%PDF-1.4 form")

    with django_assert_num_queries(1):
        named = FileBlock(required=False).value_from_form(str(file.pk))
        kept = FileBlock(required=False).clean(named)

    assert kept == file
