"""Opening hours in prose: 周一至周五上午8:30-12:00，下午2:30至5:30；夏令时……"""

import re
from typing import Any

DAYS = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "日": 7, "天": 7}
WEEKDAYS = re.compile(
    r"(?:星期|周|礼拜)([一二三四五六日天])\s*(?:至|到|[-—–~～－])\s*(?:星期|周|礼拜)?([一二三四五六日天])"
    r"|工作日|(?:星期|周|礼拜)([一二三四五六日天])(?:[、和及](?:星期|周|礼拜)?([一二三四五六日天]))*"
    r"|(?i:Mon(?:day)?\s*(?:-|–|to|through)\s*Fri(?:day)?)"
)
DAYS_ALONE = re.compile(
    rf"(?:每?(?:{WEEKDAYS.pattern}))\s*[:：，,]?\s*(?:[（(][^）)]*[）)])?[。；;]?"
)
"""A line of days, whose hours stand on the lines below."""
CLOCK = r"([01]?\d|2[0-4])\s*(?:[:：时点]\s*([0-5]\d)?分?)"
TIMES = re.compile(
    rf"(上午|下午|晚上|中午|早上?)?[:：]?\s*{CLOCK}\s*(?:至|到|[-—–~～－]+)\s*(上午|下午|晚上|中午|次日)?\s*{CLOCK}"
)
SEASON = re.compile(
    r"(\d{1,2})\s*月(?:\s*(\d{1,2})\s*日)?\s*(?:至|到|[-—–~～－])\s*(?:次年|翌年)?\s*(\d{1,2})\s*月(?:\s*(\d{1,2})\s*日)?"
    r"|[（(](\d{1,2})\s*[-—至]\s*(\d{1,2})月[）)]"
)
SEASON_WORD = re.compile(r"夏令时|冬令时|夏季|冬季|夏时制|冬时制")
LAST_DAYS = {2: "29", 4: "30", 6: "30", 9: "30", 11: "30"}


def first_mark(text: str) -> int:
    """Return where the first words of hours begin; the length of the text when there are none."""
    found = (pattern.search(text) for pattern in (WEEKDAYS, SEASON, SEASON_WORD, TIMES))
    return min((one.start() for one in found if one), default=len(text))


def opening_hours(text: str) -> tuple[list[dict[str, Any]], bool]:
    """Return (rows of OpeningHours, whether nothing had to be guessed).

    A stretch of the year or of the week holds for the times that follow it; without one, Monday
    to Friday is meant.
    """
    marks = [*((m.start(), "days", m) for m in WEEKDAYS.finditer(text))]
    marks += [(m.start(), "season", m) for m in SEASON.finditer(text)]
    marks += [(m.start(), "word", m) for m in SEASON_WORD.finditer(text)]
    marks += [(m.start(), "times", m) for m in TIMES.finditer(text)]
    rows: list[dict[str, Any]] = []
    weekdays: list[int] = []
    season: dict[str, str] = {}
    sure = True
    for _start, kind, match in sorted(marks, key=lambda one: one[0]):
        if kind == "days":
            weekdays = _days(match)
        elif kind == "season":
            if match.group(5):
                _season_of_last(rows, season, match)
            else:
                season = _season(match.group(1), match.group(2), match.group(3), match.group(4))
        elif kind == "word":
            season, sure = {}, False
        else:
            sure &= bool(weekdays)
            rows.append(season | _times(match, weekdays or [1, 2, 3, 4, 5]))
    return rows, sure and bool(rows)


def weekdays_of(text: str) -> list[int]:
    """Return the days of the week that a text names first, Monday as 1."""
    found = WEEKDAYS.search(text)
    return _days(found) if found else []


def _days(match: re.Match[str]) -> list[int]:
    if match.group(1):
        first, last = DAYS[match.group(1)], DAYS[match.group(2)]
        return (
            list(range(first, last + 1))
            if first <= last
            else [*range(first, 8), *range(1, last + 1)]
        )
    if match.group() == "工作日" or match.group()[0].isascii():
        return [1, 2, 3, 4, 5]
    return [
        DAYS[char]
        for char in re.findall(
            r"[一二三四五六日天](?![期])", match.group().replace("星期", "").replace("周", "")
        )
    ]


def _season(month: str, day: str | None, last_month: str, last_day: str | None) -> dict[str, str]:
    end = last_day or LAST_DAYS.get(int(last_month), "31")
    return {
        "season_from": f"{int(month):02}-{int(day or 1):02}",
        "season_to": f"{int(last_month):02}-{int(end):02}",
    }


def _season_of_last(rows: list[dict[str, Any]], season: dict[str, str], match: re.Match) -> None:
    """Set on the rows since the last season's word the months that stand in brackets after them."""
    for row in rows:
        if "season_from" not in row:
            row.update(_season(match.group(5), None, match.group(6), None))


def _times(match: re.Match[str], weekdays: list[int]) -> dict[str, Any]:
    part, hour, minute, last_part, last_hour, last_minute = match.groups()
    opens = _clock(part, hour, minute)
    closes = _clock(last_part or part, last_hour, last_minute)
    if closes < opens and int(last_hour) < 12:
        closes = _clock("下午", last_hour, last_minute)
    return {"weekdays": list(weekdays), "opens": opens, "closes": closes}


def _clock(part: str | None, hour: str, minute: str | None) -> str:
    value = int(hour)
    if part in ("下午", "晚上") and value < 12:
        value += 12
    return f"{min(value, 23):02}:{minute or '00'}" if value < 24 else "23:59"
