"""Find and replace within a draft: texts only, what is ticked only, nobody's work lost."""

import json

import pytest
from django.urls import reverse

from guides.compiling.replacing import text_places
from tests.factories import guide_page, manual_page
from tests.moderation.conftest import city  # noqa: F401  the same people
from tests.moderation.steps import save_draft

pytestmark = [pytest.mark.django_db, pytest.mark.city]
BACKEND = "core.access.authentication.RoleBackend"
ROWS = [
    {"key": "行政服务中心", "name": "行政服务中心出具的证明", "note": "到行政服务中心领取"},
    {"key": "m2", "name": "申请书"},
]
POINTS = [{"name": "行政服务中心三楼"}]


def raw(rows):
    """Return rows as StreamField stores them, each with an id."""
    return [{"type": "item", "id": f"{n}" * 8, "value": row} for n, row in enumerate(rows)]


@pytest.fixture
def guide(city, client):  # noqa: F811
    """A guide that names the place by its former name; its compiler is signed in."""
    sections = [
        {"type": "materials", "value": {"items": raw(ROWS)}},
        {"type": "service_points", "value": POINTS},
    ]
    page = save_draft(
        city.guide, city.compiler, sections=json.dumps(sections), summary="请到行政服务中心办理。"
    )
    client.force_login(city.compiler, backend=BACKEND)
    return page


def address(page):
    return reverse("guides_replace", args=[page.pk])


def document_of(page):
    page.refresh_from_db()
    return page.get_latest_revision_as_object().present()


def test_what_would_change_is_shown_and_what_is_ticked_is_replaced(guide, client):
    asked = {"words": "行政服务中心", "new": "政务服务中心"}

    shown = client.get(address(guide), asked)
    answer = client.post(
        address(guide),
        asked | {"seen": guide.latest_revision_id, "place": ["/summary", "/service_points/0/name"]},
    )

    found = shown.context["found"]
    assert [one.place.pointer for one in found] == [
        "/summary", "/materials/items/0/name", "/materials/items/0/note", "/service_points/0/name"
    ]  # fmt: skip
    assert (shown.context["count"], answer.status_code) == (4, 302)
    document = document_of(guide)
    assert document.summary == "请到政务服务中心办理。"
    assert document.service_points[0].name == "政务服务中心三楼"
    assert document.materials.items[0].name == "行政服务中心出具的证明"


def test_keys_stay_and_rows_keep_their_identity(guide, client):
    client.post(
        address(guide),
        {"words": "行政服务中心", "new": "中心", "seen": guide.latest_revision_id,
         "place": ["/materials/items/0/name", "/materials/items/0/key"]},
    )  # fmt: skip

    (row, _other) = document_of(guide).materials.items
    stored = guide.get_latest_revision_as_object().sections.get_prep_value()
    assert (row.key, row.name) == ("行政服务中心", "中心出具的证明")
    assert [one["id"] for one in stored[0]["value"]["items"]] == ["00000000", "11111111"]


def test_a_draft_that_somebody_saved_meanwhile_is_looked_at_again(guide, client, city):  # noqa: F811
    seen = guide.latest_revision_id
    save_draft(guide, city.compiler, summary="请到行政服务中心二楼办理。")

    answer = client.post(
        address(guide), {"words": "中心", "new": "大厅", "seen": seen, "place": ["/summary"]}
    )

    assert (answer.status_code, "请重新核对" in answer.content.decode()) == (422, True)
    assert document_of(guide).summary == "请到行政服务中心二楼办理。"


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({"words": "没有的字", "new": "x"}, 200),
        ({"words": "  ", "new": "x"}, 422),
        ({"words": "中\x00心"}, 400),
        ({"words": "中" * 201}, 422),
        ({}, 200),
    ],
)
def test_odd_words_are_answered_in_words(guide, client, asked, status):
    assert client.get(address(guide), asked).status_code == status


def test_nothing_ticked_changes_nothing(guide, client):
    asked = {"words": "中心", "new": "大厅", "seen": guide.latest_revision_id}

    assert client.post(address(guide), asked).status_code == 422
    assert document_of(guide).summary == "请到行政服务中心办理。"


def test_a_manual_has_it_for_its_own_sections(city, client):  # noqa: F811
    manual = manual_page(city.guide, owner=city.compiler)
    client.force_login(city.compiler, backend=BACKEND)

    answer = client.get(address(manual), {"words": "手册", "new": "规程"})

    assert [one.place.pointer for one in answer.context["found"]] == ["/title"]


def test_another_department_reads_nothing(guide, client, city):  # noqa: F811
    foreign = guide_page(title="别的部门")

    assert client.get(address(foreign)).status_code == 302


def test_quoted_law_is_not_ticked_by_itself(guide, client, city):  # noqa: F811
    laws = [{"type": "legal_bases", "value": [{"title": "政务服务中心管理办法"}]}]
    page = save_draft(guide, city.compiler, sections=json.dumps(laws), summary="到政务服务中心办理")

    found = client.get(address(page), {"words": "政务服务", "new": "行政"}).context["found"]

    assert {one.place.pointer: one.is_quoted for one in found} == {
        "/summary": False,
        "/legal_bases/0/title": True,
    }


def test_what_an_heir_has_from_its_standard_is_not_looked_at(guide, city):  # noqa: F811
    heir = guide.get_latest_revision_as_object()
    own = [one.pointer for one in text_places(heir)]
    heir.standard_id = 1
    heir.present = guide.get_latest_revision_as_object().present

    assert "/summary" in own
    assert "/service_points/0/name" in [one.pointer for one in text_places(heir)]
    assert "/materials/items/0/name" not in [one.pointer for one in text_places(heir)]
