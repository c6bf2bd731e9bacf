"""The handbook: every role finds its chapter, from every screen the section that explains it."""

import re
from fnmatch import fnmatchcase
from urllib.parse import unquote

import pytest
from django.urls import reverse

from core.choices import Role
from core.handbook.chapters import CHAPTERS, FOLDER, SHOTS, chapter_named, pages
from core.handbook.rendering import anchor_of, rendered
from tests.factories import MembershipFactory, UserFactory
from tests.security.resolver import every_address

pytestmark = pytest.mark.django_db
FILES = sorted(FOLDER.glob("*.md"))


def official(client, role, **values):
    """Log a person of one role in."""
    person = MembershipFactory(role=role, **values).user
    client.force_login(person)
    return person


def headings():
    return {name for path in FILES for _anchor, name in rendered(path).sections}


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda chapter: chapter.slug)
def test_every_chapter_has_a_file_with_one_title(chapter):
    assert rendered(chapter.path).html.count("<h1") == 1


def test_every_file_is_a_chapter():
    assert {path.stem for path in FILES} == {chapter.slug for chapter in CHAPTERS}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_links_and_pictures_of_a_chapter_lead_somewhere(path):
    html = rendered(path).html
    pictures = re.findall(r'<img alt="([^"]*)" [^>]*src="/admin/handbook/shots/([^"]+)"', html)

    assert all(words and (SHOTS / name).exists() for words, name in pictures)
    assert html.count("<img") == len(pictures)
    for slug, anchor in re.findall(r'href="/admin/handbook/([\w-]+)/(?:#([^"]+))?"', html):
        there = rendered(chapter_named(slug).path).sections
        assert not anchor or anchor in [one for one, _name in there], (slug, anchor)
    for anchor in re.findall(r'href="#([^"]+)"', html):
        assert anchor in [one for one, _name in rendered(path).sections]


def test_the_table_of_screens_names_sections_and_screens_that_exist():
    known = {address.name for address in every_address()}

    assert {heading for _pattern, heading in pages()} <= headings()
    for pattern, _heading in pages():
        assert any(fnmatchcase(name, pattern) for name in known), pattern


@pytest.mark.parametrize("role", Role.values)
def test_a_person_is_sent_to_the_chapter_of_the_role(client, role):
    official(client, role)

    answer = client.get(reverse("core_handbook"))

    assert answer.url == f"/admin/handbook/{role.replace('_', '-')}/"
    assert client.get(answer.url).status_code == 200


@pytest.mark.parametrize(
    ("role", "screen", "chapter", "heading"),
    [
        (Role.COMPILER, "/admin/pages/7/edit/", "compiler", "编辑"),
        (Role.COMPILER, "/admin/review/submit/7/", "compiler", "提交审核"),
        (Role.FORMAL_REVIEWER, "/admin/review/7/", "formal-reviewer", "审一件"),
        (Role.FILING_OFFICER, "/admin/publication/state/x/", "filing-officer", "暂停、恢复、废止"),
        (Role.OPERATOR, "/admin/users/", "operator", "人员与任职"),
        (Role.AUDITOR, "/admin/history/", "auditor", "审计日志"),
        # What the person's chapter does not explain is looked for in the others.
        (Role.AUDITOR, "/admin/account/", "index", "登录与账号"),
        (Role.COMPILER, "/admin/snippets/guides/outline/", "operator", "模板"),
    ],
)
def test_help_opens_at_the_section_of_the_screen(client, role, screen, chapter, heading):
    official(client, role)

    answer = client.get(reverse("core_handbook"), headers={"referer": f"http://testserver{screen}"})

    assert unquote(answer.url) == f"/admin/handbook/{chapter}/#{anchor_of(heading)}"


@pytest.mark.parametrize("referer", ["", "http://[", "http://elsewhere.example/x", "\x00"])
def test_a_strange_address_before_opens_the_chapter(client, referer):
    official(client, Role.COMPILER)

    answer = client.get(reverse("core_handbook"), headers={"referer": referer})

    assert answer.url == "/admin/handbook/compiler/"


def test_a_superuser_begins_with_the_first_role(client):
    client.force_login(UserFactory(is_superuser=True))

    assert client.get(reverse("core_handbook")).url == "/admin/handbook/compiler/"


@pytest.mark.parametrize(
    "name", ["none.png", "..%2f..%2fvar%2fsecret_key", "take.py", "%2e%2e", "a%00.png"]
)
def test_only_pictures_of_the_handbook_are_served(client, name):
    official(client, Role.COMPILER)

    answer = client.get(f"/admin/handbook/shots/{name}", follow=True)

    assert answer.status_code in {400, 404}


def test_a_chapter_shows_its_pictures_and_sections(client):
    official(client, Role.COMPILER)

    page = client.get("/admin/handbook/compiler/").content.decode()
    picture = client.get("/admin/handbook/shots/editor-1280.png")

    assert 'href="#提交审核"' in page and '<h2 id="提交审核">' in page
    assert page.count("<h1") == 2  # the header's, and the text's, which is not shown twice
    assert picture["Content-Type"] == "image/png"
    assert b"".join(picture.streaming_content)[:4] == b"\x89PNG"


def test_the_menu_offers_the_handbook(client):
    official(client, Role.AUDITOR)

    assert reverse("core_handbook") in client.get("/admin/").content.decode()
