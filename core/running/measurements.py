"""How many requests were answered, how, and how fast: counted by each process, summed from files.

Web processes share nothing but a folder: each writes its counts there every few seconds, and who
wants the sum, `/metrics` or an inspection, reads them all. Counts of processes that ended are kept
in one file, so that sums only grow.
"""

import fcntl
import json
import os
import threading
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings

BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 3.0, 10.0)
"""Upper ends in seconds; what takes longer is counted beyond the last."""
SLOW = 1.0
SLOW_BUCKET = BUCKETS.index(SLOW)
FLUSH_SECONDS = 5
ENDED = "ended"
LANES = (("/admin/", "admin"), ("/api/", "api"), ("/files/", "file"), ("/static/", "static"))


def lane_of(path: str) -> str:
    """Return the part of the site that an address belongs to."""
    for start, name in LANES:
        if path.startswith(start):
            return name
    return "page"


@dataclass
class _Lane:
    buckets: list[int] = field(default_factory=lambda: [0] * (len(BUCKETS) + 1))
    classes: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    seconds: float = 0.0

    def as_json(self) -> dict[str, Any]:
        return {
            "buckets": list(self.buckets),
            "classes": dict(self.classes),
            "seconds": self.seconds,
        }


class Meter:
    """The counts of this process since it began: {lane: counts by bucket, by class, seconds}."""

    def __init__(self):
        self._lock = threading.Lock()
        self._lanes: dict[str, _Lane] = defaultdict(_Lane)
        self._writer: threading.Thread | None = None

    def add(self, path: str, status: int, seconds: float) -> None:
        """Count one answer; `status` is its code."""
        with self._lock:
            lane = self._lanes[lane_of(path)]
            lane.buckets[bisect_left(BUCKETS, seconds)] += 1
            lane.classes[f"{status // 100}xx"] += 1
            lane.seconds += seconds
        if self._writer is None:
            self._start_writing()

    def counts(self) -> dict[str, Any]:
        """Return what was counted, as JSON data."""
        with self._lock:
            return {name: one.as_json() for name, one in self._lanes.items()}

    def _start_writing(self):
        self._writer = threading.Thread(target=self._write_always, name="measurements", daemon=True)
        self._writer.start()

    def _write_always(self):
        ended = threading.Event()
        while not ended.wait(FLUSH_SECONDS):
            try:
                self.write()
            except OSError:
                continue  # a full disk takes no measurement, and nothing else

    def write(self) -> None:
        """Put the counts of this process where all processes of this machine find them."""
        folder = _folder()
        fresh = folder / f".{os.getpid()}"
        fresh.write_text(json.dumps(self.counts()), encoding="ascii")
        fresh.replace(folder / f"{os.getpid()}.json")


meter = Meter()


def totals() -> dict[str, Any]:
    """Return the counts of all processes of this machine, living and ended, as JSON data."""
    folder = _folder()
    with (folder / "lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        ended_place = folder / f"{ENDED}.json"
        ended, living = _read(ended_place), {}
        gone = []
        for place in folder.glob("[0-9]*.json"):
            is_gone = not Path(f"/proc/{place.stem}").exists()
            target = ended if is_gone else living
            _add(target, _read(place))
            gone += [place] if is_gone else []
        if gone:
            ended_place.write_text(json.dumps(ended), encoding="ascii")
            for place in gone:
                place.unlink(missing_ok=True)
        _add(living, ended)
        return living


def summed(counts: Mapping[str, Any]) -> tuple[int, int, int]:
    """Return (answers, slower than SLOW, failed with 5xx) of counts as `totals` returns them."""
    answers = sum(sum(lane["buckets"]) for lane in counts.values())
    slow = sum(sum(lane["buckets"][SLOW_BUCKET + 1 :]) for lane in counts.values())
    failed = sum(lane["classes"].get("5xx", 0) for lane in counts.values())
    return answers, slow, failed


def percentile(counts: Mapping[str, Any], share: float, *, lanes: Collection[str]) -> float | None:
    """Return the seconds within which this share of the answers of these lanes came, or None.

    It is the upper end of its bucket, so never less than the truth.
    """
    chosen = [counts[name]["buckets"] for name in lanes if name in counts]
    sums = [sum(column) for column in zip(*chosen, strict=True)]
    needed, seen = share * sum(sums), 0
    for end, count in zip((*BUCKETS, 2 * BUCKETS[-1]), sums, strict=False):
        seen += count
        if sums and seen >= needed and needed:
            return end
    return None


def _folder():
    folder = Path(settings.MEASUREMENTS_ROOT)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _read(place):
    try:
        return json.loads(place.read_text(encoding="ascii"))
    except (OSError, ValueError):
        return {}


def _add(target, more):
    """Add counts to others in place."""
    for name, lane in more.items():
        if len(lane["buckets"]) != len(BUCKETS) + 1:
            continue  # another release counted in other buckets
        mine = target.setdefault(
            name, {"buckets": [0] * (len(BUCKETS) + 1), "classes": {}, "seconds": 0.0}
        )
        mine["buckets"] = [a + b for a, b in zip(mine["buckets"], lane["buckets"], strict=True)]
        mine["seconds"] += lane["seconds"]
        for key, count in lane["classes"].items():
            mine["classes"][key] = mine["classes"].get(key, 0) + count
