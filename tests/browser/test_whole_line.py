"""The main job, end to end: from an outline to a citizen and a portal, in two browsers."""

import pytest
from playwright.sync_api import expect

from publication import relay
from tests.browser import demo_site, snack_shop, walk
from tests.browser.logins import log_in
from tests.browser.watching import Complaints

pytestmark = [pytest.mark.chromium, pytest.mark.city]

TITLE = "仅销售预包装食品"
REASON = "设定依据请写到款。"


@pytest.fixture
def people(transactional_db):
    """The demo city with its catalogue and people, and no guide; return {login: user}."""
    return demo_site.lay_out()


@pytest.fixture
def at_work(open_page, people):
    """Return a function that logs a person in, once, and gives their page."""
    pages = {}

    def page_of(login):
        if login not in pages:
            pages[login] = log_in(open_page(), login)
        return pages[login]

    return page_of


def test_a_guide_goes_from_its_outline_to_citizens_and_portals(open_page, at_work, people):
    compiler = at_work("compiler.scjg")
    complaints = Complaints(compiler)

    guide = compiled(compiler, people)
    walk.send_to_review(compiler, guide)
    walk.approve(at_work("reviewer.scjg"), TITLE)
    walk.send_back(at_work("formal"), TITLE, "legal_bases", REASON, "其余无意见。")
    corrected(compiler, guide)
    walk.send_to_review(compiler, guide)
    for login in ("reviewer.scjg", "formal", "compliance", "filing"):
        walk.approve(at_work(login), TITLE)
    relay.run_once()

    assert complaints == []
    citizen = open_page()
    assert_read_by_a_citizen(citizen, guide)
    assert_found(citizen, guide)
    assert_given_to_portals(citizen.request, guide)


def compiled(compiler, people):
    """Create the guide, let the compiler type three fields in the editor and save."""
    walk.create_guide(compiler, snack_shop.ITEM_CODE, snack_shop.SITUATION)
    guide = walk.fill_from_paper(people["compiler.scjg"])
    compiler.goto(f"/admin/pages/{guide.pk}/edit/")
    walk.type_into(compiler, "summary", snack_shop.SUMMARY)
    walk.type_into(compiler, walk.field_of(guide, "item", "scope"), snack_shop.SCOPE)
    condition = walk.field_of(guide, "conditions", "items", 0, "text")
    walk.type_into(compiler, condition, snack_shop.CONDITION)
    walk.save(compiler)
    return guide


def corrected(compiler, guide):
    """Let the compiler read why it came back, and mend that field in the editor."""
    compiler.goto(f"/admin/review/submit/{guide.pk}/")
    expect(compiler.get_by_text(REASON)).to_be_visible()
    compiler.goto(f"/admin/pages/{guide.pk}/edit/")
    article = walk.field_of(guide, "legal_bases", 0, "article")
    walk.type_into(compiler, article, snack_shop.CORRECTED_ARTICLE)
    walk.save(compiler)


def assert_read_by_a_citizen(citizen, guide):
    complaints = Complaints(citizen)
    citizen.goto(f"/guides/{guide.code}/", wait_until="networkidle")
    text = citizen.locator("main").inner_text()
    assert TITLE in citizen.locator("h1").inner_text()
    for part in (
        snack_shop.SUMMARY,
        snack_shop.SCOPE,
        snack_shop.CONDITION,
        "1 个工作日",
        "不收费",
    ):
        assert part in text
    assert snack_shop.CORRECTED_ARTICLE in citizen.content()
    assert complaints == []


def assert_found(citizen, guide):
    for words in (snack_shop.PHRASE, snack_shop.EVERYDAY_NAME):
        citizen.goto("/")
        citizen.locator("main input[name=q]").fill(words)
        citizen.locator("main input[name=q]").press("Enter")
        citizen.wait_for_url("**/search/**")
        hit = citizen.locator(f"main a[href='/guides/{guide.code}/']").first
        expect(hit).to_be_visible()


def assert_given_to_portals(portal, guide):
    found = portal.get(f"/api/v1/search?q={snack_shop.EVERYDAY_NAME}").json()
    assert [one["code"] for one in found["items"]] == [guide.code]
    assert found["degraded"] is False
    given = portal.get(f"/api/v1/guides/{guide.code}").json()
    assert given["envelope"]["state"] == "current"
    assert given["document"]["conditions"]["items"][0]["text"] == snack_shop.CONDITION
    events = portal.get("/api/v1/changes?after=0").json()["items"]
    (event,) = [one for one in events if one["code"] == guide.code]
    assert (event["version"], event["tombstone"]) == (1, False)
    assert event["sha256"] == given["envelope"]["sha256"]
