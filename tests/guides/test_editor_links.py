"""Links that lead to the place where something is written, in the right editor."""

import pytest
from django.urls import reverse

from core.choices import Role
from guides.compiling.compile import compile_guide
from guides.compiling.page_sections import apply_guide
from guides.document import GuideDocument
from guides.editor.links import editor_link
from guides.models import GuidePage, Outline
from guides.outlines.loading import load_shipped_outlines
from guides.presenter import present_guide
from tests.factories import DepartmentFactory, SituationFactory, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def guide():
    """A guide with two conditions, the second one with review points."""
    load_shipped_outlines()
    outline = Outline.objects.get(kind="guide", is_active=True)
    page = compile_guide(SituationFactory(item__department=DepartmentFactory()), outline, None)
    data = present_guide(page).model_dump(mode="json")
    data["conditions"]["items"] = [
        {"key": "c1", "text": "有场所"},
        {"key": "c2", "text": "有人员", "review": {"points": "看证"}},
    ]
    apply_guide(GuideDocument.model_validate(data), page)
    page.save()
    page.save_revision()
    return page


@pytest.fixture
def editor(client, guide):
    client.force_login(person(Role.COMPILER, guide.department))
    return client


def edit(page_id):
    return reverse("wagtailadmin_pages:edit", args=[page_id])


@pytest.mark.parametrize(
    ("kind", "pointer", "page"),
    [
        ("guide", "/materials/items/2/name", 1),
        ("guide", "/change_note", 1),
        ("manual", "/conditions/items/0/review/points", 1),
        ("manual", "/posts/0/name", 2),
        ("manual", "/change_note", 2),
    ],
)
def test_a_place_is_written_in_the_editor_that_has_it(kind, pointer, page):
    assert editor_link(1, 2, kind, pointer) == f"{edit(page)}#{pointer}"


def test_the_list_of_sections_leads_to_each_gap(editor, guide):
    html = editor.get(edit(guide.pk)).content.decode()

    assert 'href="#materials"' in html
    assert 'href="#/process/steps/0/action"' in html


def test_missing_review_points_of_a_manual_lead_to_the_condition_in_the_guide(editor, guide):
    manual = new_manual(editor, guide)
    clear_review_points(guide)

    html = editor.get(edit(manual.pk)).content.decode()

    assert f'href="{edit(guide.pk)}#/conditions/items/0/review/points"' in html


def test_a_new_manual_begins_the_review_points_of_the_conditions(editor, guide):
    new_manual(editor, guide)

    review = [one.review for one in present_guide(newest(guide)).conditions.items]
    assert review[0].points == "核对是否符合：有场所"
    assert review[1].points == "看证"


def new_manual(editor, guide):
    outline = Outline.objects.get(kind="manual", is_active=True)
    editor.post(reverse("guides_new_manual", args=[guide.pk]), {"outline": outline.pk})
    return guide.manual


def newest(guide):
    return GuidePage.objects.get(pk=guide.pk).get_latest_revision_as_object()


def clear_review_points(guide):
    draft = newest(guide)
    for section in draft.sections.blocks_by_name("conditions"):
        for row in section.value["items"]:
            row["review"]["points"] = ""
    draft.save_revision()
