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
CHINESE = re.compile(r"[一-鿿]")
FOREIGN = re.compile(r"\(?[a-z][a-z,./&'’-]+\)?")
"""The English that stands beside a Chinese label."""
ASKED = re.compile(r"^(?:是否|可否|能否)?(?:支持|可以|可|提供|开通|实行|需要)?")
"""How labels begin whose value is yes or no: 是否支持网上支付, 是否网上支付, 网上支付."""
BEFORE = re.compile(r"^(?:本|该)?(?:行政)?(?:许可|审批|事项|业务|项目|服务)")
AFTER = re.compile(
    r"(?:如下|情况|说明|要求|一览表?|明细表?|清单|列表|内容|信息|(?:及|和|与)(?:其他)?要求)$"
)
SHORTEST_REST = 4
"""A label that is known with more words around it keeps at least so many characters of its own."""
LONGEST_LABEL = 24
OUTLINES = Path(__file__).parents[2] / "guides" / "outlines" / "shipped"
SAME_PLACE = {
    "process.steps": "process",
    "materials.items": "materials",
    "conditions.items": "conditions",
    "results": "results.name",
    "handling": "handling.forms",
    "item": "heading",
}
"""Sections of an outline that the reading knows by another name."""


NOTHING: Mapping[str, str] = {}
_besides: ContextVar[Mapping[str, str]] = ContextVar("besides", default=NOTHING)


def normal(label: str) -> str:
    """Return a label without spaces, marks, quotes and the English beside it, in half width."""
    text = LOOSE.sub("", unicodedata.normalize("NFKC", label)).strip("、.,，。;；?!-—|").casefold()
    return FOREIGN.sub("", text) if CHINESE.search(text) else text


@cache
def _known() -> dict[str, str]:
    known: dict[str, str] = {}
    for path in sorted(OUTLINES.glob("*.json")):
        for section in json.loads(path.read_text(encoding="utf-8"))["sections"]:
            key = SAME_PLACE.get(section["key"], section["key"])
            known[normal(section["label"])] = key
            known.setdefault(normal(section.get("label_en", "")), key)
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
    known = _known()
    return known.get(label) or known.get(_without_slip(label)) or _worded_otherwise(label)


@lru_cache(maxsize=10_000)
def _worded_otherwise(label: str) -> str | None:
    """Return what a label stands for that is known with other words before or after it."""
    unasked = ASKED.sub("", label)
    if unasked != label and (target := _yes_no_labels().get(unasked)):
        return target
    for rest in (BEFORE.sub("", label), AFTER.sub("", label), AFTER.sub("", BEFORE.sub("", label))):
        if SHORTEST_REST <= len(rest) < len(label) and (target := _known().get(rest)):
            return target
    return None


@cache
def _yes_no_labels() -> dict[str, str]:
    """Return the labels of ways of handling without the words that ask: {label: target}."""
    return {
        ASKED.sub("", label): target
        for label, target in _known().items()
        if target.startswith("handling.") or target == "none"
    }


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
