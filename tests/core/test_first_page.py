"""The first page of each role: at most three blocks, which lead to what the person may open."""

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.urls import reverse

from core.choices import DEPARTMENT_ROLES, Role
from core.first_page.block import MOST, Block, blocks_of, register
from core.models import DepartmentDocument, Membership
from moderation.submit import submit
from tests.factories import (
    DepartmentFactory,
    UserFactory,
    guide_page,
    person,
    switch_rules_off,
)
from tests.moderation.steps import act

pytestmark = pytest.mark.django_db
BACKEND = "core.access.authentication.RoleBackend"


@pytest.fixture
def bureau():
    """A department with something under review, something returned, and something new."""
    switch_rules_off()
    bureau = DepartmentFactory(slug="scjg", name="市场监督管理局")
    author = person(Role.COMPILER, bureau, username="author")
    reviewer = person(Role.DEPARTMENT_REVIEWER, bureau, username="first")
    waiting, at_the_office, returned = (
        guide_page(bureau, owner=author, title=f"事项{number}办事指南", summary="办事")
        for number in range(3)
    )
    submit(waiting, author)
    act(submit(at_the_office, author), reviewer)
    act(submit(returned, author), reviewer, "returned", opinion="请补依据")
    return bureau


def first_page(client, user):
    client.force_login(user, backend=BACKEND)
    answer = client.get(reverse("wagtailadmin_home"))
    return BeautifulSoup(answer.content.decode(), "html.parser").select_one("main#main")


@pytest.mark.parametrize("role", Role)
def test_every_role_has_one_heading_few_blocks_and_links_that_open(client, bureau, role):
    user = person(role, bureau if role in DEPARTMENT_ROLES else None)

    main = first_page(client, user)

    assert len(main.select("h1")) == 1
    assert main.h1.get_text(strip=True)
    assert len(main.select("section")) <= MOST
    for link in {link["href"].partition("#")[0] for link in main.select("section a[href]")}:
        assert client.get(link, follow=True).status_code == 200, link


@pytest.mark.parametrize("role", Role)
def test_every_role_has_three_blocks(client, bureau, role):
    user = person(role, bureau if role in DEPARTMENT_ROLES else None)

    assert len(first_page(client, user).select("section")) == 3


def test_two_roles_see_what_each_has_to_do_first(client, bureau):
    user = person(Role.COMPILER, bureau)
    Membership.objects.create(user=user, role=Role.DEPARTMENT_REVIEWER, department=bureau)

    main = first_page(client, user)

    blocks = [section["id"] for section in main.select("section")]
    assert blocks == ["returned-block", "waiting-block", "drafts-block"]
    assert main.h1.get_text(strip=True) == "1 件退回要补正；1 件待您审核"


def test_a_stranger_without_a_role_sees_no_block(bureau):
    assert blocks_of(UserFactory()) == []


def test_a_block_without_anything_to_say_leaves_its_place(monkeypatch, bureau):
    class Silent(Block):
        name, heading, is_shown = "silent", "没有话说", False
        template_name = "core/first_page/block.html"

    class Last(Block):
        name, heading = "last", "末位"
        template_name = "core/first_page/block.html"

    monkeypatch.setattr("core.first_page.block._BLOCKS", [])
    register(Silent, place=1, roles=[Role.AUDITOR])
    register(Last, place=3, roles=[Role.AUDITOR])

    assert [block.name for block in blocks_of(person(Role.AUDITOR))] == ["last"]


@pytest.mark.chromium
@pytest.mark.django_db(transaction=True)
def test_no_list_offers_to_change_many_rows_at_once(open_admin):
    bureau = DepartmentFactory(slug="scjg")
    form = ContentFile(b"%PDF-1.4 form", name="form.pdf")
    DepartmentDocument.objects.create(title="申请表", department=bureau, file=form)

    page = open_admin(person(Role.COMPILER, bureau), reverse("wagtaildocs:index"))

    assert page.locator("[data-bulk-action-checkbox]").count() == 1
    assert not page.locator("[data-bulk-action-checkbox]").is_visible()
