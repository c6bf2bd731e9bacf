"""Two people at two browsers have one guide open, and nothing of either is lost."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from core.choices import Role
from guides.compiling.compile import compile_guide
from guides.models import GuidePage, Outline
from guides.outlines.loading import load_shipped_outlines
from tests.browser import walk
from tests.browser.watching import Complaints
from tests.factories import DepartmentFactory, SituationFactory, person

pytestmark = [pytest.mark.chromium, pytest.mark.city, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _quick_autosave(settings):
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 300


@pytest.fixture
def guide():
    load_shipped_outlines()
    outline = Outline.objects.get(kind="guide", is_active=True)
    department = DepartmentFactory(name="市场监督管理局")
    situation = SituationFactory(item__department=department, item__name="食品经营许可")
    return compile_guide(situation, outline, None)


@pytest.fixture
def editor_of(guide, open_admin):
    """Return a function that opens the guide's editor for a new compiler of this name."""
    address = reverse("wagtailadmin_pages:edit", args=[guide.pk])

    def open_for(name):
        page = open_admin(person(Role.COMPILER, guide.department, first_name=name), address)
        # Wagtail takes two seconds to note how the form begins.
        page.wait_for_timeout(2_500)
        return page

    return open_for


def newest(guide):
    return GuidePage.objects.get(pk=guide.pk).get_latest_revision_as_object()


def autosaved(page, name, text):
    """Type a text and wait until the editor has saved it by itself."""
    with page.expect_response(
        lambda answer: answer.request.method == "POST" and "/edit/" in answer.url
    ) as saved:
        page.locator(f"[name={name}]").fill(text)
    return saved.value


def test_each_saves_another_field_and_both_are_kept(editor_of, guide):
    first, second = editor_of("张三"), editor_of("李四")
    complaints = Complaints(first), Complaints(second)

    first.locator("[name=doc_no]").fill("张三的文号")
    walk.save(first)
    second.locator("[name=issuer]").fill("李四的单位")
    walk.save(second)

    assert (newest(guide).doc_no, newest(guide).issuer) == ("张三的文号", "李四的单位")
    expect(second.locator(".messages")).to_contain_text("张三")
    expect(second.locator("[name=doc_no]")).to_have_value("张三的文号")
    assert complaints == ([], [])


def test_autosaves_of_two_go_on_side_by_side(editor_of, guide):
    first, second = editor_of("张三"), editor_of("李四")

    answers = [
        autosaved(first, "doc_no", "一"),
        autosaved(second, "issuer", "二"),
        autosaved(first, "doc_no", "一一"),
        autosaved(second, "issuer", "二二"),
    ]

    assert [one.status for one in answers] == [200] * 4
    assert (newest(guide).doc_no, newest(guide).issuer) == ("一一", "二二")
    expect(second.locator("[data-merge-notice]")).to_contain_text("张三")


def test_the_same_field_shows_both_texts_and_the_person_chooses(editor_of, guide):
    first, second = editor_of("张三"), editor_of("李四")
    complaints = Complaints(second, expected=[400])
    first.locator("[name=summary]").fill("张三的一句话")
    walk.save(first)

    second.locator("[name=summary]").fill("李四的一句话")
    second.locator("[name=doc_no]").fill("李四的文号")
    second.get_by_role("button", name="保存草稿").first.click()
    asked = second.locator(".guide-conflicts")
    expect(asked).to_contain_text("张三的一句话")
    expect(asked).to_contain_text("李四的一句话")
    assert newest(guide).summary == "张三的一句话"
    expect(second.locator("[name=doc_no]")).to_have_value("李四的文号")
    asked.get_by_label("我写的").check()
    walk.save(second)

    assert (newest(guide).summary, newest(guide).doc_no) == ("李四的一句话", "李四的文号")
    assert complaints == []
