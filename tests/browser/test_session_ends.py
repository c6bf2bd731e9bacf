"""The session ends, the token changes, the server is away: what was typed stays and is saved."""

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.urls import reverse
from playwright.sync_api import expect

from core.choices import Role
from guides.models import GuidePage
from tests.browser import walk
from tests.factories import PASSWORD, guide_page, person

pytestmark = [pytest.mark.chromium, pytest.mark.django_db(transaction=True)]

TEXT = "写到一半的一句话"


@pytest.fixture(autouse=True)
def _quick_autosave(settings):
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 300


@pytest.fixture
def guide():
    return guide_page()


@pytest.fixture
def compiler(guide):
    return person(Role.COMPILER, guide.department, first_name="张三")


@pytest.fixture
def editor(guide, compiler, open_admin):
    """The guide's editor, open for its compiler."""
    page = open_admin(compiler, reverse("wagtailadmin_pages:edit", args=[guide.pk]))
    page.wait_for_timeout(2_500)  # until Wagtail has noted how the form begins
    return page


def newest(guide):
    return GuidePage.objects.get(pk=guide.pk).get_latest_revision_as_object()


def end_all_sessions():
    Session.objects.all().delete()
    cache.clear()


def sign_in(place, user):
    place.locator("input[name=username]").fill(user.username)
    place.locator("input[name=password]").fill(PASSWORD)
    place.locator("button[type=submit]").click()


def press_save(page):
    page.get_by_role("button", name="保存草稿").first.click()


def test_an_autosave_without_a_session_lets_one_sign_in_and_goes_on(editor, guide, compiler):
    end_all_sessions()

    editor.locator("[name=summary]").fill(TEXT)
    dialog = editor.locator("#kept")
    expect(dialog).to_contain_text("登录")
    sign_in(editor.frame_locator("#kept iframe"), compiler)

    expect(dialog).to_be_hidden()
    expect(editor.locator("[name=summary]")).to_have_value(TEXT)
    walk.save(editor)
    assert newest(guide).summary == TEXT


def test_an_explicit_save_without_a_session_is_stored_after_signing_in(editor, guide, compiler):
    editor.locator("#page-edit-form").evaluate("one => one.dataset.wAutosaveActiveValue = 'false'")
    editor.locator("[name=summary]").fill(TEXT)
    end_all_sessions()

    press_save(editor)
    sign_in(editor.frame_locator("#kept iframe"), compiler)

    expect(editor.locator(".messages .success")).to_be_visible()
    assert newest(guide).summary == TEXT


def test_a_sign_in_in_a_second_tab_leaves_the_first_one_able_to_save(editor, guide, compiler):
    end_all_sessions()
    second = editor.context.new_page()
    second.goto(reverse("wagtailadmin_login"))
    sign_in(second, compiler)
    second.wait_for_url("**/admin/")

    editor.locator("[name=summary]").fill(TEXT)
    walk.save(editor)

    assert newest(guide).summary == TEXT


def test_who_signs_in_as_somebody_else_does_not_save_for_them(editor, guide):
    other = person(Role.COMPILER, guide.department, first_name="李四")
    end_all_sessions()

    press_save(editor)
    sign_in(editor.frame_locator("#kept iframe"), other)

    expect(editor.locator("[data-kept-words=other_user]")).to_be_visible()
    assert newest(guide).latest_revision.user != other


def test_an_error_of_the_server_is_said_in_chinese_and_saved_once_it_is_over(editor, guide):
    failing = "**/edit/"
    editor.route(failing, lambda route: route.fulfill(status=500, body="<h1>Server Error</h1>"))

    editor.locator("[name=summary]").fill(TEXT)
    expect(editor.locator(".footer__save-warning")).to_contain_text("服务器")
    press_save(editor)
    expect(editor.locator("[data-kept-words=server]")).to_be_visible()
    editor.unroute(failing)
    editor.locator("[data-kept-again]").click()

    expect(editor.locator(".messages .success")).to_be_visible()
    assert newest(guide).summary == TEXT


def test_without_a_network_the_form_stays_and_is_saved_later(editor, guide):
    editor.context.set_offline(True)
    editor.locator("[name=summary]").fill(TEXT)
    expect(editor.locator(".footer__save-warning")).to_contain_text("连不上")
    press_save(editor)
    expect(editor.locator("[data-kept-words=offline]")).to_be_visible()

    editor.locator("[data-kept-back]").click()
    expect(editor.locator("[name=summary]")).to_have_value(TEXT)
    editor.context.set_offline(False)
    walk.save(editor)

    assert newest(guide).summary == TEXT


def test_any_form_of_the_admin_waits_until_one_has_signed_in(open_admin, guide, compiler):
    page = open_admin(compiler, reverse("wagtailadmin_account"))
    for name, text in {
        "first_name": "三丰",
        "last_name": "张",
        "email": "zhang@example.com",
        "current_password": PASSWORD,
    }.items():
        page.locator(f"input[name$={name}]").fill(text)
    end_all_sessions()

    page.get_by_role("button", name="保存").click()
    sign_in(page.frame_locator("#kept iframe"), compiler)

    expect(page.locator(".messages .success")).to_be_visible()
    compiler.refresh_from_db()
    assert compiler.first_name == "三丰"
