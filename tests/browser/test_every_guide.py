"""All guides of the demo city in both languages: on paper, on the narrowest phone, by fingers."""

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
    pytest.mark.city,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.xdist_group("paper"),  # printed once, by one worker
]
NARROW = {"width": 320, "height": 640}
LISTS = [
    "/",
    "/departments/",
    "/departments/scjg/",
    "/search/?q=登记",
    "/search/?q=登月许可",
    "/guides/none/",
    "/feedback/",
    "/accessibility/",
    "/privacy/",
]
MODES = ["normal", "elder"]
FITS = "document.documentElement.scrollWidth <= window.innerWidth"
WIDE = """() => [...document.querySelectorAll("body *")]
  .filter((one) => one.getBoundingClientRect().right > window.innerWidth + 1)
  .map((one) => one.outerHTML.slice(0, 160))"""
SMALL = """() => [...document.querySelectorAll("a, button, input, select, textarea, summary")]
  .map((one) => one.closest("label") ?? one)
  .filter((one) => one.checkVisibility({ visibilityProperty: true }))
  .filter((one) => !one.matches(".skip, .find input"))
  .filter((one) => getComputedStyle(one).display !== "inline" || !one.parentElement.matches("p"))
  .map((one) => [one.getBoundingClientRect(), one.outerHTML.slice(0, 200)])
  .filter(([{ height, width }]) => height < 43.5 || width < 24)
  .map(([{ height }, html]) => `${Math.round(height)} ${html}`)"""
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


@pytest.fixture(scope="module")
def addresses(codes):
    """The pages of all guides, and of each kind of list, without language."""
    guides = [*codes[1].values()]
    return [*(f"/guides/{code}/" for code in guides), f"/feedback/{guides[0]}/", *LISTS]


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("language", LANGUAGES, ids=["Chinese", "English"])
def test_no_page_scrolls_sideways_on_the_narrowest_phone(
    chromium, codes, addresses, language, mode
):
    context = chromium.new_context(base_url=codes[0], viewport=NARROW, has_touch=True)
    page = context.new_page()
    page.goto(f"{language}/?mode={mode}")

    wide = {}
    for address in addresses:
        page.goto(language + address)
        if not page.evaluate(FITS):
            wide[address] = page.evaluate(WIDE)
    context.close()

    assert wide == {}


@pytest.mark.parametrize(
    "viewport", [NARROW, {"width": 1280, "height": 800}], ids=["phone", "desk"]
)
def test_whatever_is_pressed_is_as_large_as_a_finger(chromium, codes, addresses, viewport):
    context = chromium.new_context(base_url=codes[0], viewport=viewport)
    page = context.new_page()

    small = {}
    for address in addresses:
        page.goto(address)
        for one in page.evaluate(SMALL):
            small.setdefault(one, address)
    context.close()

    assert small == {}


def test_without_scripts_nothing_is_offered_that_needs_them(chromium, codes, addresses):
    context = chromium.new_context(base_url=codes[0], java_script_enabled=False)
    page = context.new_page()

    for address in (addresses[0], *LISTS):
        page.goto(address)

        assert page.locator(".needs-script").count()
        assert [one for one in page.locator(".needs-script").all() if one.is_visible()] == []
    context.close()


CALENDAR = {
    "2026": {"settled": True, "off": ["10-05", "10-06", "10-07"], "on": ["09-20"]},
    "2027": {"settled": False, "off": ["01-01", "02-05", "02-08"], "on": []},
}


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-11-30T10:00", "现在开放"),
        ("2026-11-28T10:00", "没有开放"),
        ("2026-10-05T10:00", "法定节假日"),
        ("2026-09-19T10:00", "没有开放"),
        ("2026-09-20T10:00", "现在开放"),
        ("2027-01-25T10:00", "现在开放"),
        ("2027-02-01T10:00", ""),
        ("2027-02-12T10:00", ""),
        ("2028-05-15T10:00", ""),
    ],
)
def test_a_window_is_said_to_be_open_only_where_that_is_known(chromium, codes, moment, expected):
    context = chromium.new_context(base_url=codes[0], timezone_id="Asia/Shanghai")
    page = context.new_page()
    page.route("**/calendar.json", lambda route: route.fulfill(json=CALENDAR))
    page.clock.set_fixed_time(f"{moment}+08:00")

    page.goto(f"/guides/{codes[1]['rsj-labour-dispatch']}/", wait_until="networkidle")
    said = page.locator(".point .open").first.text_content()
    context.close()

    assert said.startswith(expected) if expected else said == ""


def test_letters_that_lie_on_each_other_are_noticed(page):
    page.goto("about:blank")  # the site's own pages take no styles from elsewhere
    page.set_content('<p style="margin:0">12</p><p style="margin:-1.1em 0 0 2px">34</p>')

    (letters, _text), *_more = pages_of(page.pdf())

    assert overlaps(letters)
