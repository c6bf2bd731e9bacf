"""What review says on the first page: what came back and why, what waits, what is being written."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from core.choices import Role
from moderation.submit import submit
from moderation.withdraw import withdraw
from tests.factories import guide_page, manual_page, person
from tests.moderation.steps import act, file_guide, save_draft

BACKEND = "core.access.authentication.RoleBackend"


@pytest.fixture
def first_page(client):
    """Return a function that gives somebody's first page as parsed HTML."""

    def get(user):
        client.force_login(user, backend=BACKEND)
        answer = client.get(reverse("wagtailadmin_home"))
        return BeautifulSoup(answer.content.decode(), "html.parser").select_one("main#main")

    return get


def returned(city, **given):
    submission = submit(city.guide, city.compiler)
    given = given or {"opinion": "请补", "section_reasons": {"legal_bases": "没有写到条"}}
    return act(submission, city.reviewer, "returned", **given)


def rows_of(main, block):
    return main.select(f"#{block}-block tbody tr")


def test_the_compiler_reads_what_came_back_why_and_where(city, first_page):
    returned(city)

    main = first_page(city.compiler)

    (row,) = rows_of(main, "returned")
    links = {link.get_text(strip=True): link["href"] for link in row.select("a")}
    edit = reverse("wagtailadmin_pages:edit", args=[city.guide.pk])
    assert links["设定依据"] == f"{edit}#/legal_bases"
    assert links["食品经营许可"] == f"{edit}#/legal_bases"
    assert "没有写到条" in row.get_text() and "请补" in row.get_text()
    assert "部门审核" in row.get_text()
    assert main.h1.get_text(strip=True) == "1 件退回要补正"


def test_a_reason_at_a_field_of_the_manual_leads_into_the_manual(city, first_page):
    manual = manual_page(city.guide)
    returned(city, section_reasons={"manual.posts.0.name": "岗位不全", "cover": "改标题"})

    links = [
        link["href"] for link in rows_of(first_page(city.compiler), "returned")[0].select("li a")
    ]

    assert links == [
        reverse("wagtailadmin_pages:edit", args=[manual.pk]) + "#/posts/0/name",
        reverse("wagtailadmin_pages:edit", args=[city.guide.pk]) + "#/cover",
    ]


def test_what_was_sent_again_is_no_longer_to_be_corrected(city, first_page):
    returned(city)
    save_draft(city.guide, city.compiler, summary="开小饭店")

    submission = submit(city.guide, city.compiler)
    sent = first_page(city.compiler)
    withdraw(submission, city.compiler)
    taken_back = first_page(city.compiler)

    assert rows_of(sent, "returned") == []
    assert len(rows_of(taken_back, "returned")) == 1


def test_only_the_own_department_is_told(city, first_page):
    returned(city)

    assert rows_of(first_page(person(Role.COMPILER)), "returned") == []


def test_an_overdue_return_is_counted_in_the_heading(city, first_page, set_clock):
    returned(city)
    later = timezone.localtime() + timedelta(days=10)
    set_clock(f"{later:%Y-%m-%d %H:%M}")

    main = first_page(city.compiler)

    assert main.h1.get_text(strip=True) == "1 件退回要补正，1 件已超期"
    assert "已超" in rows_of(main, "returned")[0].get_text()


def test_drafts_say_what_they_lack_until_they_are_sent(city, first_page):
    save_draft(city.guide, city.compiler, summary="开面馆")

    before = rows_of(first_page(city.compiler), "drafts")
    submit(city.guide, city.compiler)
    after = rows_of(first_page(city.compiler), "drafts")

    assert [row.th.a.get_text(strip=True) for row in before] == ["食品经营许可"]
    assert f"/{city.guide.pk}/edit/" in before[0].th.a["href"]
    assert "新编" in before[0].get_text()
    assert after == []


def test_a_filed_guide_is_a_draft_again_once_it_is_edited(city, first_page):
    file_guide(city)
    assert rows_of(first_page(city.compiler), "drafts") == []

    save_draft(city.guide, city.compiler, summary="开酒楼")

    (row,) = rows_of(first_page(city.compiler), "drafts")
    assert "修订" in row.get_text()


def test_a_manual_that_is_edited_is_its_guides_draft(city, first_page):
    manual = manual_page(city.guide)
    save_draft(manual, city.compiler, doc_no="内1号")

    (row,) = rows_of(first_page(city.compiler), "drafts")

    assert row.th.a.get_text(strip=True) == "食品经营许可"


def test_reviewers_see_the_most_overdue_first(city, first_page, set_clock):
    set_clock("2026-11-02 09:00")
    late = submit(city.guide, city.compiler)
    set_clock("2026-11-20 09:00")
    fresh = submit(
        guide_page(city.department, owner=city.compiler, title="新的办事指南"), city.compiler
    )

    main = first_page(city.reviewer)

    found = [row.th.a["href"] for row in rows_of(main, "waiting")]
    assert found == [reverse("moderation:review", args=[one.pk]) for one in (late, fresh)]
    assert main.h1.get_text(strip=True) == "2 件待您审核，1 件已超期"


def test_the_office_sees_what_it_returned_until_it_comes_back(city, first_page):
    submission = act(submit(city.guide, city.compiler), city.reviewer)
    act(submission, city.formal, "returned", opinion="缺流程图")

    assert "缺流程图" in first_page(city.formal).select_one("#back-block").get_text()
    assert "缺流程图" not in first_page(city.compliance).get_text()


def test_today_and_this_week_are_counted(city, first_page, set_clock):
    set_clock("2026-11-18 10:00")
    act(act(submit(city.guide, city.compiler), city.reviewer), city.formal)

    cells = [
        [cell.get_text(strip=True) for cell in row.select("td")]
        for row in rows_of(first_page(city.formal), "decided")
    ]

    assert cells == [["1", "1"], ["1", "1"], ["0", "0"]]


@pytest.mark.parametrize(("who", "budget"), [("compiler", 30), ("reviewer", 32), ("formal", 26)])
def test_first_pages_cost_the_same_for_many_as_for_few(city, client, who, budget):
    guides = [city.guide, *(guide_page(city.department, owner=city.compiler) for _ in range(9))]

    def bring(pages):
        for page in pages[::3]:
            act(submit(page, city.compiler), city.reviewer, "returned", opinion="改")
        for page in pages[1::3]:
            act(submit(page, city.compiler), city.reviewer)
        for page in pages[2::3]:
            save_draft(page, city.compiler, summary="还在写")
            submit(page, city.compiler)

    def cost():
        client.force_login(getattr(city, who), backend=BACKEND)
        client.get(reverse("wagtailadmin_home"))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse("wagtailadmin_home")).status_code == 200
        return len(queries)

    bring(guides[:4])
    few = cost()
    bring(guides[4:])
    many = cost()

    assert many <= few
    assert many <= budget
