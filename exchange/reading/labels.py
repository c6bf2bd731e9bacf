"""Labels of sections and fields as guides write them, and what each one stands for."""

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, lru_cache
from pathlib import Path

FILE = Path(__file__).parent / "labels.json"
LOOSE = re.compile(r"[\s:：*＊\"“”'【】\[\]<>《》·•]|[（(](?:必填|选填|如有|可选)[）)]")
LONGEST_LABEL = 24
OUTLINES = Path(__file__).parents[2] / "guides" / "outlines" / "shipped"
SAME_PLACE = {
    "process.steps": "process",
    "materials.items": "materials",
    "conditions.items": "conditions",
    "results": "results.name",
    "handling": "handling.forms",
    "item": "none",
}
"""Sections of an outline that the reading knows by another name."""


NOTHING: Mapping[str, str] = {}
_besides: ContextVar[Mapping[str, str]] = ContextVar("besides", default=NOTHING)


def normal(label: str) -> str:
    """Return a label without spaces, marks and quotes, in half width."""
    return LOOSE.sub("", unicodedata.normalize("NFKC", label)).strip("、.,，。;；-—|")


@cache
def _known() -> dict[str, str]:
    known: dict[str, str] = {}
    for path in sorted(OUTLINES.glob("*.json")):
        for section in json.loads(path.read_text(encoding="utf-8"))["sections"]:
            key = SAME_PLACE.get(section["key"], section["key"])
            known[normal(section["label"])] = key
    shipped = json.loads(FILE.read_text(encoding="utf-8"))
    known |= {normal(label): target for target, labels in shipped.items() for label in labels}
    return {label: target for label, target in known.items() if len(label) > 1}


@contextmanager
def known_besides(labels: Mapping[str, str]) -> Iterator[None]:
    """Let labels of extra fields be known meanwhile: {label: target}, before all others."""
    token = _besides.set({normal(label): target for label, target in labels.items()})
    try:
        yield
    finally:
        _besides.reset(token)


def target_of(label: str) -> str | None:
    """Return what a label stands for, as a dotted path of the reading; None when unknown."""
    if len(label) > LONGEST_LABEL * 2:
        return None
    label = normal(label)
    if target := _besides.get().get(label):
        return target
    return _known().get(label) or _known().get(_without_slip(label))


@lru_cache(maxsize=10_000)
def _without_slip(label: str) -> str:
    """Return the one known label that differs in a single character; empty when there is none."""
    if len(label) < 4:
        return ""
    near = [
        known
        for known in _known()
        if len(known) == len(label)
        and sum(a != b for a, b in zip(known, label, strict=True)) == 1
        and known[0] == label[0]
    ]
    targets = {_known()[known] for known in near}
    return near[0] if len(targets) == 1 else ""
