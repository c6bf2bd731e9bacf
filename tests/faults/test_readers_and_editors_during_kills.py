"""Workers, Redis, PostgreSQL and Elasticsearch killed under readers and editors, each for seconds.

`make proof` does the same for a minute each, with more people and more harms.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.redis,
    pytest.mark.elasticsearch,
    pytest.mark.nginx,
    pytest.mark.xdist_group("faults"),
]
HARMS = ("one_worker", "redis_gone", "all_workers", "postgresql_gone", "elasticsearch_gone")


@pytest.fixture(scope="module")
def seen(tmp_path_factory):
    """What people saw, {label of the harm: row}."""
    target = tmp_path_factory.mktemp("faults") / "rows.json"
    done = subprocess.run(
        [
            sys.executable, "bench/faults.py", f"--json={target}", f"--only={','.join(HARMS)}",
            "--records=160", "--seconds=4", "--after=5", "--settled=20",
            "--readers=2", "--editors=2", "--pause=1",
        ],
        cwd=Path(settings.BASE_DIR), capture_output=True, text=True, check=False, timeout=1500,
        env=os.environ | {"BENCH_DATABASE": f"guides_of_test_{os.getpid()}"},
    )  # fmt: skip
    assert target.exists(), done.stdout + done.stderr
    return {row["fault"]: row for row in json.loads(target.read_text())}


def test_nobody_sees_what_nobody_may_see(seen):
    assert {fault: row["wrong"] for fault, row in seen.items() if row["wrong"]} == {}
    assert len(seen) == len(HARMS) + 1


def test_people_were_there_when_each_service_was_killed(seen):
    for row in list(seen.values())[:-1]:
        assert row["seen"]["after"]["readers"]["ok"] > 5, row
        assert row["seen"]["after"]["editors"]["ok"] > 0, row
    assert list(seen.values())[-1]["decisions"] > 0


@pytest.mark.parametrize("service", ["Redis", "Elasticsearch"])
def test_what_readers_can_do_without_they_do_not_miss(seen, service):
    meanwhile = seen[f"{service} killed and gone"]["seen"]["during"]

    for who in ("readers", "editors", "readyz"):
        assert meanwhile[who]["n"] == meanwhile[who]["ok"], who
    assert meanwhile["readers"]["n"] > 5


def test_without_postgresql_editors_are_asked_to_wait_and_all_is_well_when_it_is_back(seen):
    row = seen["PostgreSQL killed and gone"]
    meanwhile, after = row["seen"]["during"], row["seen"]["after"]

    # The first may still be answered, the last already.
    assert meanwhile["readyz"]["503"] >= meanwhile["readyz"]["n"] - 2 > 0
    assert (meanwhile["editors"]["500"], meanwhile["readers"]["500"]) == (0, 0)
    assert after["readers"]["n"] == after["readers"]["ok"]
    assert after["editors"]["500"] == after["editors"]["503"] == 0
