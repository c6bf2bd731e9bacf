"""Single facts: the item, its codes and bodies, ways of handling, the cover."""

import re
from enum import Enum

from exchange.reading.draft import LOOK, SURE, Draft
from exchange.reading.readers import places
from exchange.reading.readers.spans import joined, lines
from exchange.reading.sections import Section
from exchange.reading.source import Span
from exchange.reading.values import flag, one_of, several_of
from guides import choices

ONE: dict[str, type[Enum]] = {
    "item.item_type": choices.ItemType,
    "item.power_source": choices.PowerSource,
    "item.authority.nature": choices.AuthorityNature,
    "handling.case_type": choices.CaseType,
    "handling.review_type": choices.ReviewType,
    "handling.scope": choices.HandlingScope,
}
SEVERAL: dict[str, type[Enum]] = {
    "item.levels": choices.Level,
    "item.audience": choices.Audience,
    "handling.forms": choices.ChannelForm,
    "handling.online_depth": choices.OnlineDepth,
}
FLAGS = frozenset(
    f"handling.{key}"
    for key in (
        "online", "commitment", "tolerance", "booking", "express", "online_payment", "kiosk",
        "assistance",
    )
)  # fmt: skip
FLAG_NOTES = {"handling.commitment": "commitment_note", "handling.tolerance": "tolerance_note"}
TEXTS = frozenset({
    "doc_no", "issuer", "summary", "title", "item.name", "item.accepting_body",
    "item.deciding_body", "item.undertaking_body", "item.entrusting_body", "item.scope",
    "item.division_of_power",
    "item.exercise_content", "item.authority.name", "item.authority.code", "handling.visit_reason",
    "handling.authentication", "time_limits.statutory.note", "time_limits.promised.note",
    "item.codes.basic", "item.codes.implementation", "item.codes.handling_item",
    "item.codes.local_basic", "item.codes.local_implementation",
})  # fmt: skip
PROSE = frozenset({
    "summary", "item.scope", "item.division_of_power", "item.exercise_content", "handling.forms",
})  # fmt: skip
"""Facts that may go over several lines."""
LINES = frozenset({"item.joint_bodies", "item.aliases", "handling.languages"})
UNFILLED = FLAGS | {"item.name", "item.authority.name", "item.audience", "handling.case_type"}
NONE_WORDS = re.compile(r"^(?:无|没有|不限|无数量限制|无限制|不限数量|无限额|否)[。；;]?$")
WHOLLY_ONLINE = re.compile(r"全程网办|全流程网办|全程网上")
ROAD = re.compile(r"[路街巷道村].{0,8}\d|\d+\s*[号楼层室]")
ONLINE = re.compile(r"全程网办|全流程网办|是|可网办|网上办理")
WHOLE = re.compile(r"\d+")
WAY = re.compile(r"[^：:]{2,14}[：:]\s*")
"""A way of handling before what is said about it: 窗口办理：望云路68号一楼."""
URL = re.compile(r"https?://[^\s，。；、）)]+")
SENTENCE = re.compile(r"[^。\n]+[。\n]?")
SEPARATORS = re.compile(r"[、，,；;\s]+")


def read(draft: Draft, section: Section) -> None:
    """Take one fact; what is not understood stays unrecognised at its place."""
    target = section.target
    span = joined(section) if target in PROSE else next(iter(lines(section)), None)
    if target in ("start", "none"):
        return
    if target == "heading":
        draft.claim(section.label, "/item")
        return
    pointer = "/" + target.replace(".", "/")
    if span is None:
        if target in UNFILLED:
            draft.unfilled.append((pointer, draft.source.of(section.label).strip(" :：|")))
        draft.claim(section.label, pointer)
        return
    if _take(draft, target, span, draft.source.of(span).strip(" \t\n|")):
        draft.claim(section.label, pointer)


def _take(draft: Draft, target: str, span: Span, text: str) -> bool:
    """Put a text's value at its target; return whether it was understood."""
    if target in ONE:
        value = one_of(ONE[target], text)
        clear = value is not None and not SEPARATORS.search(text.strip())
        return _put(draft, target, value, span, SURE if clear else LOOK)
    if target in SEVERAL:
        return _several(draft, target, span)
    if target in FLAGS:
        return _flag(draft, target, span, text)
    if target in TEXTS:
        return _put(draft, target, _line(text) if target != "summary" else text, span, SURE)
    if target in LINES:
        return _put(draft, target, [one for one in SEPARATORS.split(text) if one], span, SURE)
    special = SPECIAL.get(target)
    return special(draft, span, text) if special else False


def _line(text: str) -> str:
    return " ".join(text.split())


def _put(draft: Draft, target: str, value: object, span: Span, confidence: str) -> bool:
    if value is None:
        return False
    draft.put(target, value, span, confidence)
    return True


def _several(draft: Draft, target: str, span: Span) -> bool:
    """Take the codes of each sentence; an address online is taken as that.

    Any other sentence says more than codes can hold: it stays unrecognised at its place.
    """
    values: set[str] = set()
    for sentence in SENTENCE.finditer(draft.source.of(span)):
        part = Span(span.start + sentence.start(), span.start + sentence.end())
        text = sentence.group().strip()
        if target == "handling.forms":
            part = _what_a_way_says(draft, part)
            text = draft.source.of(part).strip()
        if found := several_of(SEVERAL[target], text):
            values |= set(found)
            draft.claim(part, "/" + target.replace(".", "/"), SURE if len(text) < 60 else LOOK)
    if not values and target == "item.audience" and not draft.at("item.scope"):
        return _put(draft, "item.scope", _line(draft.source.of(span)), span, LOOK)
    if not values:
        is_whole = target == "handling.online_depth" and WHOLLY_ONLINE.search(draft.source.of(span))
        return bool(is_whole) and _put(draft, "handling.online", True, span, LOOK)
    return _put(draft, target, sorted(values), Span(span.start, span.start), SURE)


def _what_a_way_says(draft: Draft, part: Span) -> Span:
    """Take the address, here or online, that a way of handling names; return the way's own words.

    What else it says stays unrecognised.
    """
    text = draft.source.of(part)
    named = WAY.match(text)
    if not (named and several_of(choices.ChannelForm, named.group())):
        _address(draft, part, text.strip())
        return part
    rest = Span(part.start + named.end(), part.end)
    words = draft.source.of(rest).strip()
    if not _address(draft, rest, words) and ROAD.search(words):
        places.take_address(draft, rest, words.strip("；;。 "))
    return Span(part.start, rest.start)


def _flag(draft: Draft, target: str, span: Span, text: str) -> bool:
    value = flag(text)
    if value is None and target == "handling.online" and ONLINE.search(text):
        return _put(draft, target, True, span, LOOK)
    if value is None and target in FLAG_NOTES:
        draft.put(target, True, span, LOOK)
        draft.facts["handling"][FLAG_NOTES[target]] = text
        return True
    return _put(draft, target, value, span, SURE)


def _visits(draft: Draft, span: Span, text: str) -> bool:
    found = WHOLE.search(text)
    if not found:
        return False
    clear = len(text.strip(" 次。")) == len(found.group())
    return _put(draft, "handling.visits", int(found.group()), span, SURE if clear else LOOK)


def _quantity(draft: Draft, span: Span, text: str) -> bool:
    if NONE_WORDS.match(text):
        return _put(draft, "item.quantity_limit.limited", False, span, SURE)
    draft.put("item.quantity_limit.limited", True, span, LOOK)
    draft.facts["item"]["quantity_limit"]["quantity"] = _line(text)
    return True


def _address(draft: Draft, span: Span, text: str) -> bool:
    found = URL.search(text)
    if not found:
        return False
    clear = len(found.group()) == len(text)
    return _put(draft, "handling.online_url", found.group()[:500], span, SURE if clear else LOOK)


def _situation(draft: Draft, span: Span, text: str) -> bool:
    return _put(draft, "item.situation.name", _line(text), span, SURE)


def _themes(side: str):
    def take(draft: Draft, span: Span, text: str) -> bool:
        names = [one for one in SEPARATORS.split(text) if one]
        rows = [{"code": "", "name": name} for name in names]
        return _put(draft, f"item.{side}", rows, span, LOOK)

    return take


def _checked(draft: Draft, span: Span, text: str) -> bool:
    found = re.search(r"(\d{4})\D(\d{1,2})\D(\d{1,2})", text)
    if not found:
        return False
    year, month, day = map(int, found.groups())
    return _put(draft, "checked_on", f"{year:04}-{month:02}-{day:02}", span, SURE)


SPECIAL = {
    "handling.visits": _visits,
    "item.quantity_limit": _quantity,
    "handling.online_url": _address,
    "item.situation": _situation,
    "item.personal_themes": _themes("personal_themes"),
    "item.business_themes": _themes("business_themes"),
    "checked_on": _checked,
}
