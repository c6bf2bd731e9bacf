"""The editor: what it shows, what it locks, how long it asks the database, how guides start."""

import json

import pytest
from django.urls import reverse
from django.utils import translation
from wagtail.models import ReferenceIndex

from core.choices import Role
from core.wagtail_changes.drawn_fields import Field
from guides.compiling.compile import compile_guide
from guides.compiling.page_sections import apply_guide
from guides.document import GuideDocument
from guides.models import GuidePage, Outline
from guides.outlines.loading import load_shipped_outlines
from guides.presenter import present_guide
from tests.factories import DepartmentFactory, SituationFactory, person
from tests.guides.form_data import posted

pytestmark = pytest.mark.django_db


@pytest.fixture
def outline():
    load_shipped_outlines()
    return Outline.objects.get(kind="guide", is_active=True)


@pytest.fixture
def department():
    return DepartmentFactory(name="市场监督管理局")


@pytest.fixture
def situation(department):
    return SituationFactory(item__department=department, item__name="食品经营许可")


@pytest.fixture
def editor(client, department):
    """The browser of one of the department's compilers."""
    client.force_login(person(Role.COMPILER, department))
    return client


@pytest.fixture
def page(situation, outline):
    return compile_guide(situation, outline, None)


def edit_address(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def test_a_new_guide_is_chosen_compiled_and_opened(editor, situation, outline):
    address = reverse("guides_new")
    offered = editor.get(address).content.decode()

    answer = editor.post(address, {"situation": situation.pk, "outline": outline.pk})

    page = GuidePage.objects.get(situation=situation)
    assert "食品经营许可" in offered
    assert answer.url == edit_address(page)
    assert page.latest_revision is not None


def test_a_situation_of_another_department_is_neither_offered_nor_compiled(editor, outline):
    foreign = SituationFactory(item__name="别的部门的事项")
    address = reverse("guides_new")

    offered = editor.get(address).content.decode()
    answer = editor.post(address, {"situation": foreign.pk, "outline": outline.pk})

    assert "别的部门的事项" not in offered
    assert answer.status_code == 200
    assert not GuidePage.objects.filter(situation=foreign).exists()


@pytest.mark.parametrize("role", [Role.FORMAL_REVIEWER, Role.FILING_OFFICER, Role.AUDITOR])
def test_who_does_not_compile_cannot_start_a_guide(client, role):
    client.force_login(person(role))

    assert client.get(reverse("guides_new")).status_code in (302, 403)


def test_a_guide_has_a_block_for_each_section_of_its_outline_in_its_order(page, outline):
    keys = [section.key for section in outline.sections.all()]
    blocks = page.sections.stream_block.child_blocks

    found = [child.block_type for child in page.sections]

    assert found == [key for key in keys if key in blocks]


def test_a_licence_starts_with_its_statutory_limit_and_steps(page):
    document = present_guide(page)

    assert document.title == "食品经营许可新办办事指南"
    assert document.time_limits.statutory.value == 20
    assert [step.name for step in document.process.steps] == [
        "受理",
        "审核",
        "审批",
        "办结",
        "送达",
    ]


def test_the_editor_lists_the_sections_and_what_they_lack(editor, page):
    with translation.override("zh-hans"):
        html = editor.get(edit_address(page)).content.decode()

    assert 'href="#materials"' in html
    assert "is-wrong" in html
    assert json.dumps("能通过共享取得的")[1:-1] in html


def test_facts_of_the_catalogue_are_shown_but_not_taken_from_a_form(editor, page):
    html = editor.get(edit_address(page)).content.decode()
    data = posted(html, page) | {"situation": [""], "code": ["other"], "slug": ["other"]}

    editor.post(edit_address(page), data)

    kept = GuidePage.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert page.situation.item.basic_code in html
    assert (kept.code, kept.slug) == (page.code, page.slug)
    assert kept.situation_id == page.situation_id


def test_a_value_that_no_document_takes_is_refused_at_its_field(editor, page):
    html = editor.get(edit_address(page)).content.decode()
    data = posted(html, page) | {"summary": ["好\x07坏"]}

    answer = editor.post(edit_address(page), data)

    assert answer.status_code == 200
    assert "summary" in answer.context["form"].errors


def test_the_manual_is_compiled_from_its_guide_once(editor, page):
    outline = Outline.objects.get(kind="manual", is_active=True)
    address = reverse("guides_new_manual", args=[page.pk])

    editor.post(address, {"outline": outline.pk})
    again = editor.post(address, {"outline": outline.pk})

    assert page.manual.title == "食品经营许可新办业务手册"
    assert again.url == edit_address(page.manual)
    assert editor.get(edit_address(page.manual)).status_code == 200


def big_guide(page):
    data = present_guide(page).model_dump(mode="json")
    material, step = {"name": "材料"}, {"name": "环节"}
    data["materials"]["items"] = [material | {"key": f"m{number}"} for number in range(60)]
    data["process"]["steps"] = [step | {"key": f"s{number}"} for number in range(30)]
    apply_guide(GuideDocument.model_validate(data), page)
    page.save()
    page.save_revision()


def test_a_big_guide_costs_the_editor_no_more_queries(editor, page, django_assert_max_num_queries):
    editor.get(edit_address(page))
    with django_assert_max_num_queries(31) as small:
        editor.get(edit_address(page))

    big_guide(page)

    with django_assert_max_num_queries(len(small) + 2):
        html = editor.get(edit_address(page)).content.decode()
    assert "m59" in html


def test_saving_stays_within_its_budget(editor, page, django_assert_max_num_queries):
    """Two of the queries are the audit log: the entry, and its number in the list to be chained.

    Two write whether the person is told of comments, as Wagtail does it.
    """
    form = posted(editor.get(edit_address(page)).content.decode(), page)

    with django_assert_max_num_queries(37):
        assert editor.post(edit_address(page), form | {"summary": ["改"]}).status_code == 302


def test_saving_looks_for_files_in_the_sections_once(editor, page, monkeypatch):
    address, looked_at = edit_address(page), []
    form = posted(editor.get(address).content.decode(), page)
    index = ReferenceIndex.create_or_update_for_object.__func__
    monkeypatch.setattr(
        ReferenceIndex,
        "create_or_update_for_object",
        classmethod(lambda cls, one: (looked_at.append(one.pk), index(cls, one))),
    )

    answer = editor.post(address, form)

    assert answer.status_code == 302
    assert looked_at == [page.pk]


def _fields(bound):
    """Yield the bound panels of single fields below a bound panel."""
    if isinstance(bound, Field.BoundPanel):
        yield bound
    for child in getattr(bound, "children", ()):
        yield from _fields(child)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_field_that_was_drawn_for_another_guide_says_what_this_one_says(
    page, outline, rf, language
):
    other = compile_guide(SituationFactory(), outline, None)
    GuidePage.objects.filter(pk=other.pk).update(
        doc_no="甲〔2026〕1号",
        promised_value=5,
        promised_unit="day",
        handling_case_type="promise",
        handling_forms=["window", "online"],
        fees_charged=True,
    )
    other.refresh_from_db()
    handler, request = GuidePage.get_edit_handler(), rf.get("/")
    request.user = person(Role.COMPILER, page.department)

    for instance in (page, other, page, other):
        form = handler.get_form_class()(instance=instance, for_user=request.user)
        with translation.override(language):
            for field in _fields(handler.get_bound_panel(instance, request, form)):
                assert field.render_html() == field._draw(), field.field_name


def test_a_field_with_an_error_leaves_nothing_for_the_next_guide(page, rf):
    handler, request = GuidePage.get_edit_handler(), rf.get("/")
    request.user = person(Role.COMPILER, page.department)
    sent = {"handling_case_type": "no such type", "sections-count": "0"}
    form = handler.get_form_class()(sent, instance=page, for_user=request.user)
    wrong = handler.get_bound_panel(page, request, form)
    assert any("error-message" in field.render_html() for field in _fields(wrong))

    form = handler.get_form_class()(instance=page, for_user=request.user)
    right = handler.get_bound_panel(page, request, form)

    assert not any("error-message" in field.render_html() for field in _fields(right))
