"""Golden payloads: what a portal gets today it gets tomorrow, key by key.

After a wanted change: `GOLDEN=write pytest tests/contracts` writes them anew; look at the
difference, and tell portals in CHANGELOG.md.
"""

import json
import os
from pathlib import Path

import pytest

from publication import states
from tests.api.indexed import filed_guide, index_all

pytestmark = [pytest.mark.django_db, pytest.mark.city]
FOLDER = Path(__file__).with_name("golden")
FOOD, SUSPENDED, ABOLISHED = (f"scjg-{number:012d}-01" for number in (1, 2, 3))
ADDRESSES = {
    "guide": f"guides/{FOOD}",
    "guide_suspended": f"guides/{SUSPENDED}",
    "guide_abolished": f"guides/{ABOLISHED}",
    "version": f"guides/{ABOLISHED}/versions/1",
    "list": "guides?limit=1",
    "list_found": "guides?q=食品经营许可1",
    "search": "search?q=食品经营许可1",
    "suggest": "suggest?q=sp",
    "changes": "changes?limit=3",
    "not_found": "guides/none",
    "invalid": "guides?limit=0",
}
MOMENTS, BY_ENGINE = {"updated_at", "at"}, {"engine", "score"}
TODAY = {"since"}


@pytest.fixture(autouse=True)
def _city():
    for number in (1, 2, 3):
        filed_guide(number, summary="开店先办证", handling={"case_type": "1", "visits": 0})
    states.suspend(SUSPENDED, None, "系统升级")
    states.abolish(ABOLISHED, None, "依据已经废止", successor=FOOD)
    index_all()


def settled(value, key=""):
    """Return a payload without what differs from day to day and from engine to engine."""
    if isinstance(value, dict):
        return {name: settled(inner, name) for name, inner in value.items()}
    if isinstance(value, list):
        return [settled(inner) for inner in value]
    if key in MOMENTS | BY_ENGINE | TODAY and value is not None:
        return f"<{key}>"
    return value


@pytest.mark.parametrize(("name", "address"), ADDRESSES.items(), ids=ADDRESSES)
def test_the_payload_is_the_golden_one(client, name, address):
    path = FOLDER / f"{name}.json"

    answer = client.get(f"/api/v1/{address}")

    got = {"status": answer.status_code, "body": settled(answer.json())}
    if os.environ.get("GOLDEN") == "write":
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(got, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    assert got == json.loads(path.read_text(encoding="utf-8")), (
        "the API's answer changed; if that is wanted: GOLDEN=write pytest tests/contracts"
    )
