"""What was returned is said, with its reasons, wherever the compiler comes by."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from guides.outlines.loading import load_shipped_outlines
from moderation.corrections import corrections_of_guides, section_of_place
from moderation.submit import submit
from tests.factories import manual_page
from tests.moderation.steps import act, save_draft

BACKEND = "core.access.authentication.RoleBackend"
REASONS = {
    "legal_bases": "没有写到条",
    "materials.items.2.form": "要写份数",
    "manual.posts": "岗位不全",
}


@pytest.fixture
def returned(city):
    """The city's guide with its manual, returned with reasons at three places."""
    load_shipped_outlines()
    city.manual = manual_page(city.guide)
    submission = submit(city.guide, city.compiler)
    city.submission = act(
        submission, city.reviewer, "returned", opinion="请补正", section_reasons=REASONS
    )
    return city


def page(client, user, name, *args):
    client.force_login(user, backend=BACKEND)
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200
    return BeautifulSoup(answer.content.decode(), "html.parser")


def edit(page_id):
    return reverse("wagtailadmin_pages:edit", args=[page_id])


@pytest.mark.parametrize(
    ("place", "section"),
    [
        ("legal_bases", "legal_bases"),
        ("materials.items.2.form", "materials"),
        ("title", "cover"),
        ("cover", "cover"),
        ("manual.change_note", "manual.cover"),
        ("manual.posts.0.name", "manual.posts"),
        ("manual.outline", "manual.outline"),
    ],
)
def test_a_place_lies_in_one_section(place, section):
    assert section_of_place(place) == section


def test_the_explorers_row_says_it_with_a_link_to_each_place(client, returned):
    folder = returned.guide.get_parent()

    row = page(client, returned.compiler, "wagtailadmin_explore", folder.pk).select_one("tbody tr")

    assert "退回补正" in row.get_text()
    assert "草稿" not in row.select_one(".w-status").get_text()
    links = {one.get_text(strip=True): one["href"] for one in row.select(".row-corrections a")}
    assert links == {
        "设定依据": f"{edit(returned.guide.pk)}#/legal_bases",
        "申请材料 · 第 3 行 · 材料形式": f"{edit(returned.guide.pk)}#/materials/items/2/form",
        "业务手册 · 岗位与权限": f"{edit(returned.manual.pk)}#/posts",
    }


def test_the_editor_lists_what_to_correct_and_knows_what_is_its_own(client, returned):
    guide = page(client, returned.compiler, "wagtailadmin_pages:edit", returned.guide.pk)
    manual = page(client, returned.compiler, "wagtailadmin_pages:edit", returned.manual.pk)

    assert "请补正" in guide.select_one("[data-corrections]").get_text()
    assert [one["data-correction"] for one in guide.select("[data-correction]")] == [
        "/legal_bases",
        "/materials/items/2/form",
    ]
    assert [one["data-correction"] for one in manual.select("[data-correction]")] == ["/posts"]


def test_the_submit_page_names_the_sections_and_leads_there(client, returned):
    html = page(client, returned.compiler, "moderation:submit", returned.guide.pk)

    reasons = html.select_one(".review-returned")
    assert [link["href"] for link in reasons.select("a")] == [
        f"{edit(returned.guide.pk)}#/legal_bases",
        f"{edit(returned.guide.pk)}#/materials/items/2/form",
        f"{edit(returned.manual.pk)}#/posts",
    ]
    assert "要写份数" in reasons.get_text()


def test_once_it_is_sent_again_nobody_is_told_any_more(client, returned):
    save_draft(returned.guide, returned.compiler, summary="改好了")

    submit(returned.guide, returned.compiler)

    assert corrections_of_guides([returned.guide.code]) == {}
    html = page(client, returned.compiler, "wagtailadmin_pages:edit", returned.guide.pk)
    assert html.select("[data-corrections]") == []
