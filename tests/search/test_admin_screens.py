"""The admin's screens find Chinese words, codes and names, each person within his departments."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from core.choices import Role
from core.models import DepartmentDocument, DepartmentImage
from search.admin.backend import AdminQuery
from tests import factories
from tests.core.uploads import docx, picture

pytestmark = [pytest.mark.django_db, pytest.mark.city]

OURS, THEIRS = "食品经营许可新办办事指南", "食品经营许可注销办事指南"
BACKEND = "core.access.authentication.RoleBackend"


@pytest.fixture
def ours():
    """A guide of the department of the person who asks."""
    return factories.guide_page(title=OURS, code="scjg-000131023000-01")


@pytest.fixture
def theirs():
    """A guide of another department, with the same words."""
    return factories.guide_page(title=THEIRS, code="spj-000131023000-04")


@pytest.fixture
def ask(client, ours, theirs):
    """Return a function that asks a screen as the compiler of our department; return its text."""

    def text_of(name, *args, role=Role.COMPILER, **query):
        department = ours.department if role == Role.COMPILER else None
        client.force_login(factories.person(role, department), backend=BACKEND)
        response = client.get(reverse(name, args=args), query)
        assert response.status_code == 200
        return response.content.decode()

    return text_of


@pytest.mark.parametrize("query", ["食品", "经营许可", "营", "000131023000", "0001310"])
def test_the_page_search_finds_within_ones_departments(ask, query):
    page = ask("wagtailadmin_pages:search", q=query)

    assert OURS in page
    assert THEIRS not in page


def test_an_officer_of_the_city_finds_in_all_departments(ask):
    page = ask("wagtailadmin_pages:search", q="食品", role=Role.FILING_OFFICER)

    assert OURS in page
    assert THEIRS in page


@pytest.mark.parametrize("ordering", ["title", "-title"])
def test_the_page_search_is_sorted_as_one_likes(ask, ours, ordering):
    factories.guide_page(ours.department, title="食品小作坊登记办事指南")

    page = ask("wagtailadmin_pages:search", q="食品", ordering=ordering)

    first, second = page.index(OURS), page.index("食品小作坊登记办事指南")
    assert (first > second) == (ordering == "title")


def test_a_page_search_without_words_shows_what_one_may_read(ask):
    page = ask("wagtailadmin_pages:search", q="")

    assert OURS in page
    assert THEIRS not in page


@pytest.mark.parametrize("query", ["食品", "", '"', "live:no 食品", "注销"])
def test_the_page_search_looks_into_the_index_once(ask, monkeypatch, query):
    looked = []
    held = AdminQuery._held
    monkeypatch.setattr(AdminQuery, "_held", lambda *args: looked.append(1) or held(*args))

    page = ask("wagtailadmin_pages:search", q=query)

    assert len(looked) <= 1
    assert (OURS in page) == (query != "注销")


def test_the_page_search_of_one_type_counts_all_types(ask, ours):
    page = ask("wagtailadmin_pages:search", q="食品", content_type="guides.manualpage")

    assert OURS not in page
    assert "content_type=guides.guidepage" in page


def test_the_explorer_finds_within_a_folder(ask, ours, theirs):
    folder = ours.get_parent()

    found = ask("wagtailadmin_explore", folder.pk, q="许可 新办")
    nothing = ask("wagtailadmin_explore", folder.pk, q="注销")

    assert OURS in found
    assert OURS not in nothing
    assert THEIRS not in found + nothing


@pytest.mark.parametrize("page_type", ["wagtailcore.page", "guides.guidepage"])
def test_the_page_chooser_finds_within_ones_departments(ask, page_type):
    dialogue = ask("wagtailadmin_choose_page_search", q="食品", page_type=page_type)

    assert OURS in dialogue
    assert THEIRS not in dialogue


@pytest.mark.parametrize("of", ["listing", "chooser"])
def test_items_are_found_by_everyday_names_and_codes(ask, ours, theirs, of):
    for page, name in ((ours, "我局食品许可"), (theirs, "他局食品许可")):
        item = page.situation.item
        item.name, item.aliases = name, ["开饭店"]
        item.save()
    view = {
        "listing": "wagtailsnippets_guides_serviceitem:list",
        "chooser": "wagtailsnippetchoosers_guides_serviceitem:choose_results",
    }[of]

    for query in ("饭店", ours.situation.item.basic_code):
        page = ask(view, q=query)
        assert "我局食品许可" in page
        assert "他局食品许可" not in page


@pytest.mark.parametrize(
    ("model", "view"),
    [
        (DepartmentDocument, "wagtaildocs:index"),
        (DepartmentDocument, "wagtaildocs_chooser:choose_results"),
        (DepartmentImage, "wagtailimages:index"),
        (DepartmentImage, "wagtailimages_chooser:choose_results"),
    ],
)
def test_files_and_pictures_are_found_within_ones_departments(ask, ours, theirs, model, view):
    is_file = model is DepartmentDocument
    content, name = (docx(), "a.docx") if is_file else (picture(), "a.png")
    for page, title in ((ours, "食品许可申请表样本"), (theirs, "食品许可申请表空白")):
        file = ContentFile(content, name)
        model.objects.create(title=title, file=file, department=page.department)

    page = ask(view, q="申请表")

    assert "食品许可申请表样本" in page
    assert "食品许可申请表空白" not in page


def test_people_are_found_by_a_piece_of_their_name(ask):
    factories.UserFactory(username="lan", first_name="欧阳兰")

    assert "欧阳兰" in ask("wagtailusers_users:index", q="阳兰", role=Role.OPERATOR)


def test_a_department_is_found_in_its_chooser(ask, ours):
    ours.department.name = "市场监督管理局"
    ours.department.save()

    assert "市场监督管理局" in ask(
        "wagtailsnippetchoosers_core_department:choose_results", q="监督", role=Role.OPERATOR
    )
