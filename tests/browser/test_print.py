"""All guides of the demo city on paper, in both languages, as Chromium prints them."""

import re

import pytest
from django.db import connections
from django.test import TransactionTestCase
from pytest_django.live_server_helper import LiveServer

from demo import city
from demo.guides import DemoGuide, import_demo_guide
from publication.take_over import take_over
from tests.browser import demo_site
from tests.browser.paper import overlaps, pages_of
from tests.publication.filing_samples import old_envelope

pytestmark = [
    pytest.mark.chromium,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.xdist_group("paper"),  # printed once, by one worker
]
LANGUAGES = {"": "备案号", "/en": "Filing number"}
NAMES = sorted(path.stem for path in (city.DATA / "guides").glob("*.json"))


class LaidOut(TransactionTestCase):
    """Keeps the rows of the migrations under what this module lays out."""

    serialized_rollback = True


@pytest.fixture(scope="module")
def codes(django_db_setup, django_db_blocker, chromium):
    """{name of a demo guide: its code}, all in the register, and a server that shows them."""
    with django_db_blocker.unblock():
        LaidOut.setUpClass()
        case = LaidOut("__init__")
        case._pre_setup()
        people = demo_site.lay_out()
        filed = {}
        for number, name in enumerate(NAMES, 1):
            guide = DemoGuide.read(city.DATA / "guides" / f"{name}.json")
            page = import_demo_guide(guide, people)
            take_over(page.code, page.present(), None, old_envelope(number=number))
            filed[name] = page.code
        server = LiveServer("127.0.0.1")
        yield server.url, filed
        server.stop()
        connections.close_all()
        case._post_teardown()
        LaidOut.tearDownClass()


@pytest.fixture
def _django_db_helper(codes):
    """Let every test read what the module has laid out: none of them empties the tables."""


@pytest.fixture(scope="module")
def page(chromium, codes):
    """One page of a browser, in which each guide is opened in turn."""
    context = chromium.new_context(locale="zh-CN", timezone_id="Asia/Shanghai")
    yield context.new_page()
    context.close()


@pytest.fixture
def printed(page, codes):
    """Return a function that prints a guide: for each page its letters and its text."""
    base, filed = codes

    def pages_of_guide(name, language):
        page.goto(f"{base}{language}/guides/{filed[name]}/")
        return pages_of(page.pdf(prefer_css_page_size=True))

    return pages_of_guide


@pytest.mark.parametrize("language", LANGUAGES, ids=["Chinese", "English"])
@pytest.mark.parametrize("name", NAMES)
def test_a_printed_guide_is_legible_and_says_on_each_page_what_it_is(printed, name, language):
    pages = printed(name, language)

    for number, (letters, text) in enumerate(pages, 1):
        words = re.sub(r"\s+", " ", text)
        assert overlaps(letters) == [], f"page {number}"
        assert LANGUAGES[language] in words
        assert "旧备〔2025〕" in words
        assert f"{number} / {len(pages)}" in words
        assert not re.search(r"现在是|It is \w+day", words)


def test_the_code_of_the_guide_is_on_every_page(page, printed):
    asked = []
    page.on("request", lambda request: asked.append(request.url))

    pages = printed(NAMES[0], "")

    assert len(pages) > 2
    assert [url for url in asked if url.endswith("/qr.svg")]


def test_letters_that_lie_on_each_other_are_noticed(page):
    page.set_content('<p style="margin:0">12</p><p style="margin:-1.1em 0 0 2px">34</p>')

    (letters, _text), *_more = pages_of(page.pdf())

    assert overlaps(letters)
