"""A clerk's question at the browser: answered, mended, spelt in pinyin; an operator adds a word."""

import pytest
from playwright.sync_api import expect

from search.learning import learn
from search.log import noting
from search.models import LoggedQuery
from tests.browser.logins import log_in
from tests.browser.watching import Complaints

pytestmark = [
    pytest.mark.chromium,
    pytest.mark.city,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

CATERING, ID_CARD = "scjg-food-catering", "gaj-id-card"
UNKNOWN = "摆摊子的牌牌"


@pytest.fixture
def _django_db_helper(demo):
    """Let every test read what the module has laid out: none of them empties the tables."""


@pytest.fixture
def ask(visit, demo):
    """Return a function that types a question into the front page; nothing may go wrong there."""
    learn()
    page = visit()
    complaints = Complaints(page)

    def typed(question):
        page.goto("/")
        page.locator("main input[name=q]").first.fill(question)
        page.locator("main input[name=q]").first.press("Enter")
        page.wait_for_url("**/search/**")
        return page

    yield typed
    assert complaints == []


@pytest.fixture
def log(settings):
    """Write down what is asked when the test says so."""
    settings.SEARCH_LOG_SECONDS = 3600
    yield noting.flush
    if noting._timer:
        noting._timer.cancel()
        noting._timer = None


def opens(page, code):
    """Return whether the first of the results leads to this guide."""
    return page.locator("ul.hits a").first.get_attribute("href").startswith(f"/guides/{code}/")


def test_a_question_is_answered_above_its_hits(ask, demo):
    page = ask("食品经营许可多久能办好？")

    card = page.locator(".answer")
    expect(card).to_contain_text("工作日")
    expect(card.get_by_role("link").first).to_be_visible()
    assert opens(page, demo.pages[CATERING].code)


def test_wrong_characters_are_mended_and_said_so(ask, demo):
    page = ask("居明身份正")

    expect(page.locator(".respelt")).to_contain_text("居民身份证")
    assert opens(page, demo.pages[ID_CARD].code)


def test_pinyin_finds_what_it_sounds_like(ask, demo):
    page = ask("shenfenzheng")

    assert opens(page, demo.pages[ID_CARD].code)


def test_an_operator_makes_a_word_of_what_found_nothing_and_it_finds_at_once(ask, demo, log, visit):
    ask(UNKNOWN)
    log()
    before = LoggedQuery.objects.get(text=UNKNOWN)
    operator = log_in(visit(), "operator")
    operator.goto("/admin/search-care/")
    row = operator.locator("tr", has=operator.get_by_role("rowheader", name=UNKNOWN, exact=True))
    row.locator("input[name=official]").fill("食品经营许可")
    row.get_by_role("button").click()
    expect(operator.locator(".messages .success")).to_contain_text(UNKNOWN)

    page = ask(UNKNOWN)

    assert before.total == 0
    assert opens(page, demo.pages[CATERING].code)
    expect(page.locator(".list-head")).to_contain_text("找到")
