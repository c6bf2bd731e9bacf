"""The screens as people meet them: readable by machines, quiet, and whole on a phone."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.logins import log_in
from tests.browser.watching import Complaints

pytestmark = [
    pytest.mark.chromium,
    pytest.mark.city,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

CATERING, ID_CARD, RETIRED = "scjg-food-catering", "gaj-id-card", "gjj-retirement-withdrawal"
SEARCH = "/search/?q=开饭店"
PUBLIC = {
    "front": "/",
    "front in English": "/en/",
    "search": SEARCH,
    "search without a hit": "/search/?q=登月许可",
    "guide": "/guides/{catering}/",
    "guide in English": "/en/guides/{catering}/",
    "older version": "/guides/{catering}/v/1/",
    "abolished guide": "/guides/{retired}/",
    "departments": "/departments/",
    "department": "/departments/scjg/",
    "not there": "/guides/nothing/",
}
PHONE = {"viewport": {"width": 360, "height": 780}, "device_scale_factor": 1, "has_touch": True}
SIDEWAYS = """() => [...document.querySelectorAll("body *")]
  .filter((one) => one.getBoundingClientRect().right > window.innerWidth + 1)
  .map((one) => one.outerHTML.slice(0, 120))"""
FOCUSED = "() => document.activeElement.textContent.trim()"
CHINESE_OUTSIDE = """() => {
  const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) {
    const text = walker.currentNode.data.trim();
    if (walker.currentNode.parentElement.closest("[lang^=zh], script, style")) continue;
    if (/[\\u3400-\\u9fff]/.test(text)) found.push(text);
  }
  return found;
}"""


@pytest.fixture
def _django_db_helper(demo):
    """Let every test read what the module has laid out: none of them empties the tables."""


@pytest.fixture
def address(demo):
    """Return a function that fills codes into an address."""
    codes = {
        "catering": demo.pages[CATERING].code,
        "id_card": demo.pages[ID_CARD].code,
        "retired": demo.pages[RETIRED].code,
    }
    return lambda text: text.format(**codes)


def serious_violations(page):
    """Return the serious and critical violations that axe finds, each with its place."""
    found = Axe().run(page).response["violations"]
    return [
        f"{one['id']}: {one['nodes'][0]['html'][:160]}"
        for one in found
        if one["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize("name", PUBLIC)
def test_a_public_page_is_accessible_and_quiet(visit, address, name):
    page = visit()
    complaints = Complaints(page, expected=(404, 410))

    page.goto(address(PUBLIC[name]), wait_until="networkidle")

    assert serious_violations(page) == []
    assert complaints == []


@pytest.mark.parametrize("name", PUBLIC)
def test_a_public_page_fits_a_phone(visit, address, name):
    page = visit(**PHONE)
    complaints = Complaints(page, expected=(404, 410))

    page.goto(address(PUBLIC[name]), wait_until="networkidle")
    width = page.evaluate("document.documentElement.scrollWidth")

    assert width <= 360, page.evaluate(SIDEWAYS)
    assert complaints == []


@pytest.mark.parametrize("name", ["guide", "search"])
def test_a_public_page_is_accessible_on_a_phone_in_the_dark(visit, address, name):
    page = visit(**PHONE, color_scheme="dark")

    page.goto(address(PUBLIC[name]), wait_until="networkidle")

    assert serious_violations(page) == []


def test_without_scripts_a_citizen_finds_and_reads_a_guide(visit):
    page = visit("/", java_script_enabled=False)

    page.locator("main input[name=q]").fill("开饭店")
    page.locator("main [role=search] button").click()
    page.locator("main a[href*='/guides/']").first.click()

    assert "食品经营许可" in page.locator("h1").inner_text()
    assert page.locator("table").first.is_visible()
    assert "个工作日" in page.locator("main").inner_text()
    assert page.get_by_text("食品经营许可申请书").first.is_visible()


@pytest.mark.parametrize("name", ["front", "search", "guide", "abolished guide"])
def test_the_first_key_stop_leads_past_the_header(visit, address, name):
    page = visit(address(PUBLIC[name]))

    page.keyboard.press("Tab")
    first = page.evaluate(FOCUSED)
    page.keyboard.press("Enter")

    assert first == "跳到正文"
    assert page.evaluate("document.activeElement.id") == "main"


@pytest.mark.parametrize("name", ["front in English", "guide in English"])
def test_an_english_page_marks_what_is_chinese(visit, address, name):
    page = visit(address(PUBLIC[name]))

    assert page.locator("html").get_attribute("lang") == "en"
    assert page.evaluate(CHINESE_OUTSIDE) == []


def test_an_abolished_guide_says_so_and_offers_no_application(visit, address):
    page = visit()

    answer = page.goto(address(PUBLIC["abolished guide"]))

    assert answer.status == 410
    assert "废止" in page.locator("main").inner_text()
    assert page.get_by_role("link", name="在线办理").count() == 0


def test_an_official_reads_the_manual_and_a_citizen_does_not(visit, address):
    manual = address("/manuals/{catering}/")
    official, citizen = log_in(visit(), "auditor"), visit(manual)
    complaints = Complaints(official)

    official.goto(manual, wait_until="networkidle")

    assert "业务手册" in official.locator("h1").inner_text()
    assert complaints == []
    assert serious_violations(official) == []
    assert "/admin/login/" in citizen.url


ADMIN = {
    "start": ("compiler.wjw", "/admin/"),
    "editor of a guide": ("compiler.wjw", "/admin/pages/{radiology}/edit/"),
    "submit screen": ("compiler.wjw", "/admin/review/submit/{radiology}/"),
    "queue": ("formal", "/admin/review/"),
    "register": ("auditor", "/admin/publication/publishedversion/"),
}


@pytest.mark.parametrize("name", ADMIN)
def test_a_screen_of_the_admin_is_quiet(visit, demo, name):
    login, place = ADMIN[name]
    page = log_in(visit(), login)
    complaints = Complaints(page)

    page.goto(place.format(radiology=demo.pages["wjw-radiology"].pk), wait_until="networkidle")

    assert page.locator("main").inner_text().strip()
    assert complaints == []


def test_the_review_screen_is_quiet_and_accessible(visit):
    page = log_in(visit(), "formal")
    complaints = Complaints(page)

    page.goto("/admin/review/")
    page.get_by_role("link", name="医师执业首次注册").click()
    page.wait_for_load_state("networkidle")

    assert page.get_by_role("button", name="同意").is_visible()
    assert complaints == []
