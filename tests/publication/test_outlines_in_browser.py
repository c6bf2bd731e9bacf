"""A new version of an outline: written, moved, reviewed by another, tried, and drafts upgraded."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from core.choices import Role
from guides.models import GuidePage, Outline, OutlineDraft
from publication.outlines import deciding
from publication.outlines.drafting import order_of
from tests.factories import OutlineFactory, guide_page, person

pytestmark = [pytest.mark.chromium, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def outline():
    """An outline of three sections, by which one draft is written."""
    outline = OutlineFactory(label="市统一模板")
    for key, label in (("title", "名称"), ("doc_no", "文件编号"), ("summary", "一句话说明")):
        outline.sections.create(key=key, label=label, requirement="O")
    outline.save()
    guide_page(outline=outline, title="食品经营许可")
    return outline


def order():
    return order_of(OutlineDraft.objects.get())


def test_a_version_from_its_draft_to_the_upgrade_of_drafts(outline, open_admin):
    writer, second = person(Role.OPERATOR), person(Role.OPERATOR)
    screen = open_admin(writer, reverse("outlines_list"))

    errors = []
    screen.on("pageerror", lambda error: errors.append(str(error)))
    screen.get_by_role("button", name="编辑新版").click()
    screen.get_by_role("button", name="上移“文件编号”").press("Enter")
    expect(screen.locator(".messages .success")).to_contain_text("已移到第1项")
    assert order() == ["doc_no", "title", "summary"]
    expect(screen.locator("tr[data-row=doc_no] button:focus")).to_have_count(1)
    screen.locator("tr[data-row=summary] [data-handle]").drag_to(
        screen.locator("tr[data-row=doc_no]")
    )
    expect(screen.locator("tbody tr[data-row]").first).to_contain_text("一句话说明")
    assert order() == ["summary", "doc_no", "title"]
    assert errors == []
    screen.get_by_role("link", name="文件编号").click()
    screen.get_by_label("必填", exact=True).check()
    screen.get_by_role("button", name="保存").click()
    screen.get_by_role("button", name="送复核").click()
    expect(screen.get_by_role("button", name="发布第2版")).to_have_count(0)

    review = open_admin(second, reverse("outlines_draft", args=[OutlineDraft.objects.get().pk]))
    expect(review.locator(".outline-changes")).to_contain_text("“文件编号”由“选填”改为“必填”。")
    review.get_by_role("button", name="发布第2版").click()
    review.get_by_role("button", name="试算影响").click()
    expect(review.locator("main")).to_contain_text("“文件编号”必须填写。")
    review.goto(reverse("outlines_version", args=[Outline.objects.get(version=2).pk]))
    review.get_by_role("button", name="升级草稿").click()
    expect(review.locator("main")).to_contain_text("已升级，尚待补充")
    assert GuidePage.objects.get().outline.version == 2


def test_sections_are_moved_without_a_script(outline, open_page, live_server):
    from django.test import Client

    client = Client()
    client.force_login(person(Role.OPERATOR), backend="core.access.authentication.RoleBackend")
    page = open_page(java_script_enabled=False)
    session = {"name": "sessionid", "value": client.cookies["sessionid"].value}
    page.context.add_cookies([session | {"url": live_server.url}])
    page.goto(reverse("outlines_list"))

    page.get_by_role("button", name="编辑新版").click()
    page.get_by_label("“一句话说明”的位置").fill("1")
    page.get_by_label("“一句话说明”的位置").press("Enter")
    page.get_by_role("button", name="下移“名称”").click()

    assert order() == ["summary", "doc_no", "title"]


def test_an_extra_field_is_declared_from_the_keyboard_and_the_editor_asks_for_it(
    outline, open_admin
):
    writer, second = person(Role.OPERATOR), person(Role.OPERATOR)
    screen = open_admin(writer, reverse("outlines_list"))
    screen.get_by_role("button", name="编辑新版").click()
    screen.get_by_role("link", name="新增补充字段").click()

    screen.locator("[name=label]").fill("适用片区")
    expect(screen.get_by_label("第1行名称")).to_be_hidden()
    screen.locator("[name=kind][value=choice]").check()
    screen.get_by_label("第1行名称").fill("老城区")
    screen.get_by_label("第2行名称").fill("东部新区")
    screen.get_by_role("button", name="上移第2行").press("Enter")
    expect(screen.get_by_label("第1行名称")).to_have_value("东部新区")
    expect(screen.locator("button:focus")).to_have_accessible_name("下移第1行")
    screen.get_by_label("第1行名称").press("Enter")
    expect(screen.locator(".outline-faults")).to_contain_text("所跟要素")
    screen.locator("[name=section]").select_option("summary")
    screen.locator("[name=label]").press("Enter")

    expect(screen.locator("#field-field_1")).to_contain_text("东部新区、老城区")
    screen.get_by_role("button", name="送复核").click()
    expect(screen.locator(".messages .success")).to_contain_text("复核")
    draft = OutlineDraft.objects.get()
    deciding.release(draft.pk, second, draft.sha256)
    page = GuidePage.objects.get()
    page.outline = Outline.objects.get(version=2)
    page.save_revision()
    compiler = person(Role.COMPILER, page.department)
    editor = open_admin(compiler, reverse("wagtailadmin_pages:edit", args=[page.pk]))
    expect(editor.get_by_label("适用片区")).to_contain_text("东部新区")
