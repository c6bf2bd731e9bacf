"""An upgrade of Wagtail, treebeard or Django names what of ours has to be looked at.

After each was looked at: `TOUCHED=write pytest tests/core/test_touched_sources.py`.
"""

import json
import os
from importlib.metadata import version
from pathlib import Path

import pytest

from core.wagtail_changes import known_keys
from tests.core.touched import changes, fingerprint, touched

RECORDED = Path(__file__).parent / "touched_sources.json"
PACKAGES = ("Django", "django-modelcluster", "django-treebeard", "modelsearch", "wagtail")
GONE = "not there"
SAID = ("What: ", "Why: ", "Saves: ", "When it can go: ")


def installed():
    return {
        "versions": {name: version(name) for name in PACKAGES},
        "sources": {name: _fingerprint(name) for name in sorted(touched())},
    }


def _fingerprint(name):
    try:
        return fingerprint(name)
    except LookupError:
        return GONE


def differences(recorded, found, users):
    """Return a sentence for each source that is not as it was recorded."""
    said = []
    for name in sorted(recorded.keys() | found.keys()):
        before, now = recorded.get(name), found.get(name)
        who = ", ".join(sorted(users.get(name, ())))
        if now == GONE:
            said.append(f"{name} is not there any more; {who} relies on it")
        elif before is None:
            said.append(f"{name} was never recorded; look at {who}")
        elif now and before != now:
            said.append(f"{name} has changed; look at {who}")
    return said


def test_what_we_rely_on_is_as_it_was_when_somebody_looked_at_it():
    """What is new since is written against the installed versions: it is recorded at an upgrade."""
    found = installed()
    if os.environ.get("TOUCHED") == "write":
        RECORDED.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    recorded = json.loads(RECORDED.read_text(encoding="utf-8"))
    sources = found["sources"]
    if recorded["versions"] == found["versions"]:
        known = recorded["sources"].keys()
        sources = {name: one for name, one in sources.items() if name in known or one == GONE}

    told = differences(recorded["sources"], sources, touched())

    assert not told, "\n".join(
        [
            f"recorded with {recorded['versions']}, installed {found['versions']}:",
            *told,
            "When all of it still fits: TOUCHED=write pytest tests/core/test_touched_sources.py",
        ]
    )


def test_a_change_names_the_source_and_who_relies_on_it():
    users = {"a.B.c": {"core.x"}, "d.html": {"core.y"}}
    recorded, found = {"a.B.c": "1", "d.html": "2"}, {"a.B.c": "3", "d.html": "not there"}

    assert differences(recorded, found, users) == [
        "a.B.c has changed; look at core.x",
        "d.html is not there any more; core.y relies on it",
    ]
    assert differences({"e": "1"}, {"f": "2"}, {"f": {"core.z"}}) == [
        "f was never recorded; look at core.z",
    ]


def test_sources_are_read_from_the_files_not_from_what_was_put_in_their_place():
    assert "wagtail.models.pages.AbstractPage.permissions_for_user" in touched()
    assert fingerprint("wagtail.models.pages.AbstractPage.permissions_for_user") != fingerprint(
        "wagtail.models.pages.AbstractPage.save"
    )
    for name in known_keys.TOUCHED:
        assert fingerprint(name)
    with pytest.raises(LookupError):
        fingerprint("wagtail.models.pages.Page.no_such_member")


@pytest.mark.parametrize("change", changes(), ids=lambda change: change.__name__)
def test_each_change_says_what_why_what_it_saves_and_when_it_can_go(change):
    if change.__name__.endswith(".install"):
        return
    text = " ".join(change.__doc__.split())

    assert [one for one in SAID if one not in text] == []
    assert change.TOUCHED
