"""The table of a guide's life, cell by cell: what readers get at every door, or why it is refused.

What is expected stands here by hand; the code has its own table in `publication.life.transitions`.
"""

import re

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from publication.choices import EventType, State
from publication.life import rebuild, transitions
from publication.models import Event, PublicState
from tests.home.samples import soup
from tests.publication.life import CODE, DEEDS, REASON, bring_to, revised, today, tomorrow
from tests.search.samples import index_all

pytestmark = [pytest.mark.django_db, pytest.mark.city]

S, C, P, E, A = "scheduled", "current", "suspended", "expired", "abolished"
NO = None
STATES = ("", S, C, P, E, A)
EXPECTED = {
    # after:         nothing, scheduled, current, suspended, expired, abolished
    "published":     (C,      NO,        NO,      NO,        NO,      NO),
    "revised":       (C,      C,         C,       P,         C,       NO),
    "revised ahead": (S,      S,         C,       P,         E,       NO),
    "effective":     (NO,     C,         C,       P,         C,       NO),
    "corrected":     (C,      NO,        C,       P,         NO,      NO),
    "suspended":     (NO,     P,         P,       P,         NO,      NO),
    "resumed":       (NO,     NO,        NO,      C,         NO,      NO),
    "expired":       (NO,     E,         E,       E,         NO,      NO),
    "abolished":     (NO,     A,         A,       A,         A,       NO),
    "transferred":   (NO,     S,         C,       P,         E,       NO),
}  # fmt: skip
"""A revision or correction of nothing is the first version; nothing that is not filed, or is
abolished, can be handed over: the guide's page goes, the log says nothing."""
QUIET = {("", "transferred"), (A, "transferred")}
CELLS = [
    (state, deed, row[place])
    for deed, row in EXPECTED.items()
    for place, state in enumerate(STATES)
]
BANDS = {S: "起实施", P: "暂停", E: "失效"}


@pytest.fixture(autouse=True)
def _database_answers(settings):
    settings.SEARCH_URL = ""


def doors(client):
    """Return what a reader gets at every door: page, its band, API, lists, search."""
    page = client.get(f"/guides/{CODE}/")
    answer = client.get(f"/api/v1/guides/{CODE}")
    band = soup(page).select_one(".band")
    codes = {one["code"] for one in client.get("/api/v1/guides").json()["items"]}
    hits = {one["code"] for one in client.get("/api/v1/search?q=食品经营").json()["items"]}
    return {
        "page": page.status_code,
        "band": band.get_text(" ", strip=True) if band else "",
        "api": answer.status_code,
        "api_state": (answer.json().get("envelope") or answer.json()).get("state"),
        "listed": CODE in codes,
        "found": CODE in hits,
        "on the search page": CODE in client.get("/search/?q=食品经营").content.decode(),
        "in the department": CODE in client.get("/departments/scjg/").content.decode(),
    }


def assert_readers_get(client, state):
    seen = doors(client)
    is_open = state in (S, C, P)
    assert seen["page"] == seen["api"] == {"": 404, A: 410}.get(state, 200)
    if state:
        assert seen["api_state"] == state
    assert BANDS.get(state, "") in seen["band"]
    for place in ("listed", "found", "on the search page", "in the department"):
        assert seen[place] is is_open, place


@pytest.mark.parametrize(("state", "deed", "after"), CELLS)
def test_a_cell_is_seen_at_every_door(client, state, deed, after):
    ends = deed == "expired" and state in (S, C, P)
    bring_to(state, **({"expires_on": tomorrow()} if ends else {}))
    before = Event.objects.count()

    if after is NO and (state, deed) not in QUIET:
        with pytest.raises(ValidationError):
            DEEDS[deed]()
    else:
        DEEDS[deed]()
    index_all()

    assert_readers_get(client, state if after is NO else after)
    assert (Event.objects.count() == before) is (after is NO)
    if after is not NO:
        assert_feed_says(client, deed.removesuffix(" ahead"), state)
    assert rebuild.verify() == {}


def assert_feed_says(client, word, state):
    last = client.get("/api/v1/changes").json()["items"][-1]
    assert last["type"] == ("published" if state == "" else word)
    assert last["code"] == CODE
    assert last["tombstone"] is (word in ("expired", "abolished"))


@pytest.mark.parametrize("deed", ["", "suspended", "expired", "abolished", "transferred"])
def test_an_older_version_stays_superseded_whatever_happens(client, deed):
    bring_to(C)
    revised(**({"expires_on": tomorrow()} if deed == "expired" else {}))
    if deed:
        DEEDS[deed]()

    answer = client.get(f"/api/v1/guides/{CODE}/versions/1").json()
    band = soup(client.get(f"/guides/{CODE}/v/1/")).select_one(".band").get_text()

    assert answer["envelope"]["state"] == "superseded"
    assert "这是第 1 版。" in band


def test_the_table_has_a_cell_for_every_event_in_every_state():
    columns = {transitions.NOT_FILED, *State}

    assert set(transitions.TABLE) == set(EventType)
    assert all(set(row) == columns for row in transitions.TABLE.values())


def test_the_page_for_people_shows_the_same_table(project_dir):
    page = (project_dir / "docs" / "states.md").read_text(encoding="utf-8")

    rows = re.findall(r"^\| (\w+) \| (.+) \|$", page, re.MULTILINE)
    shown = {event: cells.split(" | ") for event, cells in rows if event in set(EventType)}

    assert shown == {
        event.value: [in_words(cell) for cell in row.values()]
        for event, row in transitions.TABLE.items()
    }


def in_words(cell):
    if isinstance(cell, transitions.Refused):
        return "–"
    return "/".join(dict.fromkeys([cell.before.value, cell.to.value]))


def test_no_guide_as_a_whole_is_ever_superseded():
    leads = [cell for row in transitions.TABLE.values() for cell in row.values()]
    reached = {state for one in leads if hasattr(one, "to") for state in (one.to, one.before)}

    assert reached == set(State) - {State.SUPERSEDED}
    assert not any(transitions.is_allowed(State.SUPERSEDED, event) for event in EventType)


@pytest.mark.parametrize("state", [S, C, P, E])
def test_from_every_state_but_abolished_people_bring_a_guide_into_force(client, state):
    bring_to(state)
    if state == P:
        DEEDS["resumed"]()

    DEEDS["revised"]()
    index_all()

    assert_readers_get(client, C)


REFUSED = [
    (event, state)
    for event, row in transitions.TABLE.items()
    for state, cell in row.items()
    if isinstance(cell, transitions.Refused)
]


@pytest.mark.parametrize(("event", "state"), REFUSED)
def test_every_refusal_says_why_in_both_languages(event, state):
    why = transitions.TABLE[event][state].why

    with translation.override("en"):
        assert str(why).isascii()
    assert not str(why).isascii()


@pytest.mark.parametrize(
    ("state", "deed", "kept"),
    [
        (P, "revised", (REASON, 9)),
        (P, "revised ahead", (REASON, 9)),
        (P, "effective", (REASON, 9)),
        (P, "corrected", (REASON, 9)),
        (P, "transferred", (REASON, 9)),
        (P, "suspended", ("另有原因", 1)),
        (P, "resumed", ("", None)),
        (C, "suspended", ("另有原因", 1)),
    ],
)
def test_reason_and_dates_of_a_suspension_survive_what_does_not_end_it(state, deed, kept):
    bring_to(state)
    PublicState.objects.update(since="2026-01-05")

    DEEDS[deed]()

    row = PublicState.objects.get()
    days = (row.until - today()).days if row.until else None
    assert (row.reason, days) == kept
    if state == P and row.state == P:
        assert row.since.isoformat() == "2026-01-05"


def test_a_suspension_prolonged_keeps_the_day_it_began():
    bring_to(P)
    PublicState.objects.update(since="2026-01-05")

    DEEDS["suspended"]()

    row = PublicState.objects.get()
    assert (row.since.isoformat(), row.until) == ("2026-01-05", tomorrow())
