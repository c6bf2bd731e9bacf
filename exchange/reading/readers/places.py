"""Windows: addresses, hours, phones, each said at its own place and put together here."""

import re
from typing import Any

from exchange.reading.draft import LOOK, SURE, Draft
from exchange.reading.hours import DAYS_ALONE, first_mark, opening_hours, weekdays_of
from exchange.reading.readers.spans import lines, rows
from exchange.reading.sections import Section
from exchange.reading.source import Span

TIME = re.compile(r"\d{1,2}\s*[:：时点]\s*\d{0,2}|工作日|夏令时|冬令时")
ADDRESS = re.compile(r"[省市县区镇乡街道路巷弄号楼层厅室村]|中心|窗口|大厅")
SEASON_NOTE = re.compile(r"夏季|冬季|夏令时|冬令时|节假日|延时|预约|值班")
PHONE = re.compile(r"(?:电话\s*[:：]?\s*)?(0\d{2,3}[-—－]?\d{7,8}|1[3-9]\d{9}|\d{7,8})")
WINDOW = re.compile(r"(?:办理)?窗口\s*[:：]\s*([^；;）)]+)")


def read(draft: Draft, section: Section) -> None:
    """Take addresses, hours and phones; repeated ones belong to the window that is there."""
    if section.label:
        draft.claim(section.label, "/service_points")
    if section.columns:
        for whole, cells in rows(draft, section):
            _row(draft, whole, {key: draft.source.of(cell).strip() for key, cell in cells.items()})
        return
    key, days, has_times = section.target.partition(".")[2], "", False
    for line in lines(section):
        text = draft.source.of(line).strip(" \t|")
        if key in ("", "hours") and DAYS_ALONE.fullmatch(text):
            days = text
            draft.claim(line, f"/service_points/{max(len(_points(draft)) - 1, 0)}/hours")
        else:
            _line(draft, key, line, text, days)
            has_times |= bool(days and opening_hours(text)[0])
    if days and not has_times:
        # Days alone leave out when the window is open: a row without times, which a rule finds.
        _current(draft).setdefault("hours", []).append({"weekdays": weekdays_of(days)})


def _line(draft: Draft, key: str, line: Span, text: str, days: str) -> None:
    """Take a line; `days` are those that a line before it has named for the hours that follow."""
    if key == "phone":
        _put(draft, "phone", text.strip("；;。 "), line, SURE)
    elif key == "transport":
        _put(draft, "transport", text, line, SURE)
    elif key == "hours" or (TIME.search(text) and opening_hours(text)[0]):
        line = _address_before_hours(draft, line)
        _hours(draft, line, draft.source.of(line).strip(" \t|"), days)
    elif ADDRESS.search(text):
        take_address(draft, line, text.strip("；;。 "))


def _address_before_hours(draft: Draft, line: Span) -> Span:
    """Take the address that stands before the hours in one line; return what is left of it."""
    text = draft.source.of(line)
    before = text[: first_mark(text)]
    words = before.strip(" \t|，,;；。：:")
    if len(words) < 5 or not ADDRESS.search(words):
        return line
    take_address(draft, Span(line.start, line.start + len(before)), words)
    return Span(line.start + len(before), line.end)


def _points(draft: Draft) -> list[dict[str, Any]]:
    return draft.rows("service_points")


def _current(draft: Draft) -> dict[str, Any]:
    points = _points(draft)
    if not points:
        points.append({})
    return points[-1]


def _put(draft: Draft, key: str, value: Any, span: Span, confidence: str) -> None:
    point = _current(draft)
    if key in point and point[key] != value:
        value = f"{point[key]}、{value}"
    point[key] = value
    draft.claim(span, f"/service_points/{len(_points(draft)) - 1}/{key}", confidence)


def take_address(draft: Draft, span: Span, text: str) -> None:
    """Take an address; one that is there already is the same window."""
    points = _points(draft)
    words = " ".join(text.split())
    for number, point in enumerate(points):
        if point.get("address", {}).get("road") == words:
            draft.claim(span, f"/service_points/{number}/address")
            return
    if not points or "address" in points[-1]:
        points.append({})
    points[-1]["address"] = {"road": words}
    window = WINDOW.search(text)
    points[-1].setdefault("name", window.group(1).strip() if window else words[:60])
    is_sentence = "，" in words and not re.search(r"\d", words)
    confidence = LOOK if is_sentence else SURE
    draft.claim(span, f"/service_points/{len(points) - 1}/address", confidence)


def _hours(draft: Draft, span: Span, text: str, days: str) -> None:
    found, sure = opening_hours(text)
    if days:
        found, sure = opening_hours(f"{days} {text}")
    if not found:
        return
    point = _current(draft)
    known = point.setdefault("hours", [])
    known += [row for row in found if row not in known]
    if SEASON_NOTE.search(text):
        notes = [point.get("hours_note", ""), " ".join(text.split())]
        point["hours_note"] = "\n".join(filter(None, notes))
    number = len(_points(draft)) - 1
    draft.claim(span, f"/service_points/{number}/hours", SURE if sure else LOOK)


def _row(draft: Draft, whole: Span, words: dict[str, str]) -> None:
    point: dict[str, Any] = {
        key: words[key] for key in ("name", "phone", "transport") if words.get(key)
    }
    if words.get("address"):
        point["address"] = {"road": words["address"]}
        point.setdefault("name", words["address"][:60])
    point["hours"], sure = opening_hours(words.get("hours", ""))
    if words.get("hours") and (not point["hours"] or SEASON_NOTE.search(words["hours"])):
        point["hours_note"] = words["hours"]
    draft.append("service_points", point, whole, SURE if sure or not words.get("hours") else LOOK)
