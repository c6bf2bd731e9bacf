"""Every screen of the admin: readable by machines, whole at each width."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.logins import log_in

pytestmark = [
    pytest.mark.chromium,
    pytest.mark.city,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

SCREENS = {
    "login": ("", "/admin/login/"),
    "password reset": ("", "/admin/password_reset/"),
    "start of a compiler": ("compiler.wjw", "/admin/"),
    "start of a reviewer": ("formal", "/admin/"),
    "explorer": ("compiler.wjw", "/admin/pages/{wjw}/"),
    "editor of a guide": ("compiler.wjw", "/admin/pages/{radiology}/edit/"),
    "editor of a manual": ("compiler.scjg", "/admin/pages/{manual}/edit/"),
    "history": ("compiler.wjw", "/admin/pages/{radiology}/history/"),
    "new guide": ("compiler.wjw", "/admin/guides/new/"),
    "new manual": ("compiler.wjw", "/admin/guides/{radiology}/manual/"),
    "submit": ("compiler.wjw", "/admin/review/submit/{radiology}/"),
    "queue": ("formal", "/admin/review/"),
    "review": ("formal", "/admin/review/{submission}/"),
    "sent": ("compiler.wjw", "/admin/review/sent/"),
    "files": ("compiler.wjw", "/admin/documents/"),
    "upload of files": ("compiler.wjw", "/admin/documents/multiple/add/"),
    "pictures": ("compiler.wjw", "/admin/images/"),
    "account": ("compiler.wjw", "/admin/account/"),
    "register": ("filing", "/admin/publication/publishedversion/"),
    "a row of the register": ("filing", "/admin/publication/publishedversion/inspect/{version}/"),
    "events": ("auditor", "/admin/publication/event/"),
    "state of a guide": ("filing", "/admin/publication/state/{code}/"),
    "catalogue": ("operator", "/admin/snippets/guides/serviceitem/"),
    "an item": ("operator", "/admin/snippets/guides/serviceitem/edit/{item}/"),
    "an outline": ("operator", "/admin/outlines/versions/{outline}/"),
    "a draft of an outline": ("operator", "/admin/outlines/{outline_draft}/"),
    "a section of an outline": (
        "operator",
        "/admin/outlines/{outline_draft}/sections/handling.visit_reason/",
    ),
    "people": ("operator", "/admin/users/"),
    "a new person": ("operator", "/admin/users/new/"),
    "departments": ("operator", "/admin/snippets/core/department/"),
    "memberships": ("operator", "/admin/snippets/core/membership/"),
    "everyday words": ("operator", "/admin/snippets/search/synonym/"),
    "branch jobs": ("operator", "/admin/branch-jobs/"),
    "site history": ("operator", "/admin/history/"),
    "coverage": ("formal", "/admin/coverage/"),
    "coverage by theme": ("formal", "/admin/coverage/?by=theme"),
    "campaigns": ("formal", "/admin/campaigns/"),
    "new campaign": ("formal", "/admin/campaigns/new/"),
    "changes of the catalogue": ("formal", "/admin/campaigns/catalogue/"),
    "batches": ("compiler.wjw", "/admin/review/batches/"),
    "new batch": ("compiler.wjw", "/admin/review/batches/new/"),
    "statistics of deciding": ("formal", "/admin/review/statistics/"),
    "opinions from outside": ("formal", "/admin/review/{submission}/opinions/"),
    "stand-ins": ("operator", "/admin/stand-ins/"),
    "found pages": ("operator", "/admin/pages/search/?q=许可"),
}
UNAVOIDABLE = {
    ("aria-allowed-role", 'h2[role="alert"]'): "Wagtail's page search says so how much it found",
    ("heading-order", "#other-searches-title"): "the same page, below that heading",
}
"""What axe finds in Wagtail's own parts: rule and selector, with what it is."""
OPEN_ALL = """async () => {
  const later = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  for (let round = 0; round < 20; round += 1) {
    const closed = document.querySelectorAll("[data-panel-toggle][aria-expanded=false]");
    if (!closed.length && !document.querySelector("[data-waiting]")) break;
    closed.forEach((toggle) => toggle.click());
    await later(400);
  }
}"""
BROKEN = """() => {
  const broken = [];
  const say = (what, element) => broken.push(`${what}: ${element.outerHTML.slice(0, 160)}`);
  for (const name of ["aria-describedby", "aria-labelledby", "aria-controls", "for"]) {
    for (const element of document.querySelectorAll(`[${name}]`)) {
      const ids = element.getAttribute(name).split(/\\s+/).filter(Boolean);
      if (ids.some((id) => !document.getElementById(id))) say(name, element);
    }
  }
  const nameless = "[role=search]:not([aria-label], [aria-labelledby])";
  for (const form of document.querySelectorAll(nameless)) say("search without a name", form);
  for (const tab of document.querySelectorAll("[role=tab]")) {
    const id = tab.getAttribute("aria-controls") ?? tab.getAttribute("href")?.slice(1);
    if (document.getElementById(id)?.getAttribute("role") !== "tabpanel") say("tab", tab);
  }
  return broken;
}"""
SIDEWAYS = """() => {
  // A closed side panel of Wagtail's waits beyond the edge, where nobody can scroll to it.
  for (const side of document.querySelectorAll(".form-side:not(.form-side--open)")) side.remove();
  return [...document.querySelectorAll("main, main form, .guide-editor, .review")]
    .filter((one) => one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 0)
    .map((one) => `${one.tagName}.${one.className} ${one.scrollWidth} > ${one.clientWidth}`);
}"""


@pytest.fixture
def _django_db_helper(demo):
    """Let every test read what the module has laid out: none of them empties the tables."""


@pytest.fixture
def address(demo):
    """Return a function that fills keys into an address."""
    from core.choices import Role
    from guides.models import DepartmentPage, Outline
    from moderation.models import Submission
    from publication.models import PublishedVersion
    from publication.outlines.beginning import begin
    from tests.factories import person

    catering = demo.pages["scjg-food-catering"]
    unified = Outline.objects.get(key="unified-guide")
    keys = {
        "wjw": DepartmentPage.objects.get(slug="wjw").pk,
        "radiology": demo.pages["wjw-radiology"].pk,
        "manual": catering.manual.pk,
        "submission": Submission.objects.in_review().first().pk,
        "version": PublishedVersion.objects.first().pk,
        "code": catering.code,
        "item": catering.situation.item_id,
        "outline": Outline.objects.first().pk,
        "outline_draft": begin(unified, person(Role.OPERATOR)).pk,
    }
    return lambda text: text.format(**keys)


@pytest.fixture
def screen(visit, address):
    """Return a function that opens a screen by its name, as its person, at a width."""

    def open_screen(name, width=1280):
        login, place = SCREENS[name]
        page = visit(viewport={"width": width, "height": 900})
        if login:
            log_in(page, login)
        page.goto(address(place), wait_until="networkidle")
        return page

    return open_screen


def violations(page):
    """Return what axe finds, but for what is Wagtail's own."""
    found = [
        (one["id"], " ".join(map(str, node["target"])), node["html"][:160])
        for one in Axe().run(page).response["violations"]
        for node in one["nodes"]
    ]
    return [one for one in found if one[:2] not in UNAVOIDABLE]


@pytest.mark.parametrize("name", SCREENS)
def test_a_screen_is_readable_by_machines(screen, name):
    page = screen(name)
    if "editor" in name:
        page.evaluate(OPEN_ALL)

    assert violations(page) == []
    assert page.evaluate(BROKEN) == []


@pytest.mark.parametrize("width", [1000, 768, 400])
@pytest.mark.parametrize(
    "name", ["editor of a guide", "editor of a manual", "queue", "submit", "start of a reviewer"]
)
def test_a_screen_is_whole_at_each_width(screen, name, width):
    page = screen(name, width)

    assert page.evaluate(SIDEWAYS) == []
