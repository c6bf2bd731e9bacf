"""Requests at 20,000 records: few queries, and none that reads through a large table."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from guides.models import GuidePage, Theme
from moderation.models import Submission
from publication.models import PublicState, PublishedVersion, StateFacet
from tests.performance.conftest import read_through

pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.django_db,
    pytest.mark.xdist_group("records"),  # made once, by one worker
]


def deep_seq():
    """Return a sequence number with nine tenths of the guides above it."""
    return PublicState.objects.order_by("-seq").first().seq // 10


@pytest.mark.parametrize(
    "address",
    [
        lambda state: f"/guides/{state.code}/",
        lambda state: f"/guides/{state.code}/v/1/",
        lambda state: f"/api/v1/guides/{state.code}",
        lambda state: "/api/v1/changes?limit=20",
        lambda state: f"/api/v1/changes?after={state.seq}&limit=20",
        lambda state: f"/api/v1/guides?limit=20&cursor=s{state.seq}",
    ],
    ids=["page", "version", "api", "changes", "changes-deep", "list-deep"],
)
def test_a_reader_costs_two_queries_and_no_scan(ask, address):
    state = PublicState.objects.filter(kind="guide", seq__gte=deep_seq()).order_by("seq").first()

    answer, queries, read = ask(address(state))

    assert answer.status_code == 200
    assert len(queries) <= 2, queries
    assert not read


@pytest.mark.parametrize("deep", [False, True], ids=["first", "deep"])
def test_browsing_scans_no_table(ask, deep):
    state = PublicState.objects.filter(kind="guide").first()
    theme = StateFacet.objects.filter(name="theme").first().value
    after = f"?after={deep_seq()}" if deep else ""

    cursor = f"&cursor=s{deep_seq()}" if deep else ""
    for path in (
        f"/departments/{state.department_slug}/{after}",
        f"/themes/{theme}/{after}",
        f"/api/v1/guides?theme={theme}{cursor}",
    ):
        ask(path)  # counts are kept for a minute

        answer, _queries, read = ask(path)

        assert answer.status_code == 200
        assert not read, path


@pytest.mark.parametrize("path", ["/sitemap.xml", "/sitemap-1.xml", "/sitemap-4.xml", "/feed.atom"])
def test_what_programs_read_scans_no_table(ask, path):
    answer, queries, read = ask(path)

    assert answer.status_code == 200
    assert len(queries) <= 2, queries
    assert not read


@pytest.mark.parametrize("statement", ["SELECT count(*) FROM {}", "SELECT * FROM {} LIMIT 9000"])
def test_a_statement_that_reads_through_a_table_is_noticed(records, statement):
    assert read_through(statement.format("wagtailcore_page"), records) == {"wagtailcore_page"}


PAGE = "wagtailadmin_pages"
ITEM = "wagtailsnippets_guides_serviceitem"
SCREENS = {
    # name: (who, address, its argument from the guide, query, most queries)
    "dashboard": ("compiler", "wagtailadmin_home", None, "", 40),
    "dashboard of a reviewer": ("formal", "wagtailadmin_home", None, "", 40),
    "explorer, root": ("operator", "wagtailadmin_explore", lambda g: 1, "", 40),
    "explorer, guides": ("operator", "wagtailadmin_explore", lambda g: top(g, 2), "", 40),
    "explorer, department": ("compiler", "wagtailadmin_explore", lambda g: top(g, 3), "", 40),
    "explorer, folder": ("compiler", "wagtailadmin_explore", lambda g: top(g, 4), "", 40),
    "explorer, a later page": ("compiler", "wagtailadmin_explore", lambda g: top(g, 4), "?p=9", 40),
    "explorer, by title": (
        "compiler", "wagtailadmin_explore", lambda g: top(g, 4), "?ordering=title", 40,
    ),
    "explorer, filtered": (
        "compiler", "wagtailadmin_explore", lambda g: top(g, 3),
        "?latest_revision_created_at_from=2020-01-01", 40,
    ),
    "chooser": ("compiler", "wagtailadmin_choose_page", None, "", 40),
    "chooser of guides": (
        "operator", "wagtailadmin_choose_page", None, "?page_type=guides.guidepage", 40,
    ),
    "chooser, folder": ("compiler", "wagtailadmin_choose_page_child", lambda g: top(g, 4), "", 40),
    "side bar": ("compiler", "wagtailadmin_api:pages:listing", None, "?child_of={folder}", 40),
    "edit": ("compiler", f"{PAGE}:edit", lambda g: g.pk, "", 40),
    "history": ("compiler", f"{PAGE}:history", lambda g: g.pk, "", 40),
    "usage": ("compiler", f"{PAGE}:usage", lambda g: g.pk, "", 40),
    "site history": ("operator", "core_site_history", None, "", 40),
    "site history of one": ("operator", "core_site_history", None, "?user=compiler.g01", 40),
    "locked pages": ("operator", "wagtailadmin_reports:locked_pages", None, "", 40),
    "items": ("operator", f"{ITEM}:list", None, "", 40),
    "items of a compiler": ("compiler", f"{ITEM}:list", None, "", 40),
    "item chooser": ("operator", "wagtailsnippetchoosers_guides_serviceitem:choose", None, "", 40),
    "item": ("operator", f"{ITEM}:edit", lambda g: g.situation.item_id, "", 60),
    "usage of an item": ("operator", f"{ITEM}:usage", lambda g: g.situation.item_id, "", 40),
    "usage of a department": (
        "operator", "wagtailsnippets_core_department:usage", lambda g: g.department_id, "", 40,
    ),
    "usage of an outline": (
        "operator", "wagtailsnippets_guides_outline:usage", lambda g: g.outline_id, "", 40,
    ),
    "usage of a theme": (
        "operator", "wagtailsnippets_guides_theme:usage",
        lambda g: Theme.objects.first().pk, "", 40,
    ),
    "new guide": ("compiler", "guides_new", None, "", 40),
    "queue": ("reviewer", "moderation:queue", None, "", 40),
    "queue of the city": ("formal", "moderation:queue", None, "", 40),
    "sent": ("compiler", "moderation:sent", None, "", 40),
    "done": ("formal", "moderation:done", None, "", 40),
    "ended": ("operator", "moderation:done", None, "", 40),
    "review": ("formal", "moderation:review", lambda g: Submission.objects.first().pk, "", 40),
    "submit": ("compiler", "moderation:submit", lambda g: g.pk, "", 40),
    "what a department lacks": ("formal", "coverage_lacking", None, "?department=g01", 40),
    "register": ("operator", "publication_publishedversion_modeladmin_index", None, "", 40),
    "events": ("operator", "publication_event_modeladmin_index", None, "", 40),
    "filed version": (
        "operator", "publication_publishedversion_modeladmin_inspect",
        lambda g: PublishedVersion.objects.first().pk, "", 40,
    ),
}  # fmt: skip

NARROW = {"new guide": "guides_itemsituation"}
"""Tables so narrow that the planner, by its sample, may rather read 20,000 rows of them than look
up a department's 250 one by one; at a million it looks them up."""


def top(guide, depth):
    """Return the id of the page above a guide at a depth: 2 root of the guides … 4 folder."""
    return guide.get_ancestors().get(depth=depth).pk


@pytest.fixture
def guide(records):
    """The newest guide."""
    return GuidePage.objects.select_related("owner", "situation").order_by("-pk").first()


@pytest.mark.parametrize("screen", SCREENS)
def test_an_editor_s_screen_reads_through_no_table(ask, guide, screen):
    who, name, argument, query, budget = SCREENS[screen]
    users = get_user_model().objects
    user = {
        "compiler": guide.owner.username,
        "reviewer": guide.owner.username.replace("compiler", "reviewer"),
        "formal": "formal.gen",
        "operator": "operator.gen",
    }[who]
    address = reverse(name, args=[argument(guide)] if argument else [])
    address += query.replace("{folder}", str(top(guide, 4)))
    ask(address, users.get(username=user))  # content types and sites are read once a process

    answer, queries, read = ask(address, users.get(username=user))

    assert answer.status_code == 200
    assert len(queries) <= budget
    assert not {one for one in read if not one.startswith(NARROW.get(screen, "-"))}
