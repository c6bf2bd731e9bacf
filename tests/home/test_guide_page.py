"""The page of a guide: everything public is on it, nothing internal, and two queries make it."""

import itertools
import re

import pytest
from django.template.loader import render_to_string

from guides.document import public_cut
from guides.showing.guide_context import guide_context
from tests.home.samples import CODE, SENTINEL, document, file, filled, soup, words

pytestmark = [pytest.mark.django_db, pytest.mark.city]
URL = f"/guides/{CODE}/"
# Keys join rows, coordinates and reuse keys serve machines, the outline gives headings.
NOT_SHOWN = re.compile(
    r"/(key|reuse_key|next|materials/items/\d/conditions|conditions/items/\d/materials)\b|effect/(add|drop)_"
    # A filled extra field is a table, read in Chinese.
    r"|^/extra/\d/(code|section|value)$|^/extra/.*_en$"
)


def places(data):
    """Yield every text of a Document that carries its place."""
    if isinstance(data, str):
        yield from re.findall(r"文字 (/\S+)", data)
    elif isinstance(data, dict):
        for value in data.values():
            yield from places(value)
    elif isinstance(data, list):
        for value in data:
            yield from places(value)


def test_everything_public_is_on_the_page(client):
    guide = filled()
    file(guide)

    page = client.get(URL).content.decode()

    expected = {place for place in places(public_cut(guide)) if not NOT_SHOWN.search(place)}
    assert len(expected) > 150
    assert sorted(place for place in expected if not shown(place, page)) == []


def shown(place, page):
    """Return whether a text is on the page; files are named by their address."""
    return f"文字 {place}" in page or place.replace("/", "-") in page


def test_nothing_internal_is_on_the_page(client):
    guide = filled()
    file(guide)

    page = client.get(URL).content.decode()

    assert SENTINEL in guide.model_dump_json()
    assert SENTINEL not in page


def test_the_page_has_one_heading_of_the_first_rank_and_no_gaps_in_the_ranks(client):
    file(filled())

    ranks = [int(tag.name[1]) for tag in soup(client.get(URL)).find_all(re.compile("^h[1-6]$"))]

    assert ranks.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(ranks))


def test_the_page_costs_two_queries_however_many_guides_there_are(
    client, django_assert_max_num_queries
):
    file(filled())
    for number in range(5):
        file(document(name=f"事项{number}", basic=f"00000{number}"), code=f"other-{number}")

    with django_assert_max_num_queries(2):
        response = client.get(URL)

    assert response.status_code == 200


def test_every_id_of_the_page_is_its_own(client):
    file(filled())

    ids = [tag["id"] for tag in soup(client.get(URL)).find_all(id=True)]

    assert len(ids) == len(set(ids))
    assert len(ids) > 15


def test_every_link_inside_the_page_leads_somewhere(client):
    file(filled())
    tree = soup(client.get(URL))

    targets = {link["href"][1:] for link in tree.find_all("a", href=re.compile("^#"))}

    assert len(targets) > 10
    assert targets <= {tag["id"] for tag in tree.find_all(id=True)}


def test_the_other_situations_of_the_item_are_linked(client):
    file()
    file(document(situation="变更"), code="scjg-000131001000-02")
    file(document(name="别的事项", basic="000000000009"), code="scjg-000000000009-01")

    row = soup(client.get(URL)).select(".situations a[href*=guides]")

    assert [link.get_text(strip=True) for link in row] == ["新办", "变更"]
    assert row[0]["aria-current"] == "page"


def test_items_without_a_code_are_no_siblings(client):
    file(document(basic=""), code="a")
    file(document(name="别的", basic=""), code="b")

    assert not soup(client.get("/guides/a/")).select(".situations")


def test_versions_say_what_changed(client):
    file()
    file(document(change_note="压减时限为五天。"), version=2)

    page = words(client.get(URL))

    assert "第 2 版" in page
    assert "压减时限为五天。" in page
    assert "首次公布" in page


def test_headings_come_from_the_outline(client):
    data = document().model_dump(mode="json")
    data["outline"] = {
        "key": "县级", "version": 1,
        "sections": [{"key": "conditions", "label": "审批条件", "label_en": "Approval"}],
    }  # fmt: skip
    data["conditions"]["items"] = [{"text": "年满十八周岁。"}]
    file(type(document()).model_validate(data))

    assert soup(client.get(URL)).find(id="h-conditions").get_text() == "审批条件"
    assert soup(client.get(f"/en{URL}")).find(id="h-conditions").get_text() == "Approval"


def test_sections_without_content_are_left_out(client):
    file()

    tree = soup(client.get(URL))

    assert tree.find(id="item")
    assert not tree.find(id="fees")
    assert not tree.find(id="question_tree")


def test_the_editors_preview_shows_the_same_page_without_an_envelope():
    context = guide_context(public_cut(filled()), None, "zh-hans")

    page = render_to_string("guides/guide_page.html", context)

    assert "食品经营许可" in page
    assert 'id="materials"' in page
    assert 'id="versions"' not in page


def test_an_address_that_is_no_web_address_is_never_a_link(client):
    handling = {"online": True, "online_url": "javascript:alert(1)", "forms": ["2"]}
    file(document(handling=handling))

    tree = soup(client.get(URL))

    assert not tree.find_all("a", href=re.compile("^javascript"))


def test_markup_in_a_text_is_text(client):
    file(document(summary="<script>alert(1)</script>"))

    page = client.get(URL).content.decode()

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_item_and_situation_are_not_one_word_in_the_heading(client):
    file(document(name="特种设备使用登记"))

    heading = soup(client.get(URL)).h1.get_text()

    assert heading == "特种设备使用登记（新办）"
