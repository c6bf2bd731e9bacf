"""Importing the holiday notice of a year from a table: days that are free, days that are worked."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from core.import_report import ImportReport, RefusedError
from core.models import CalendarDay, HolidayNotice
from exchange.tables import normal, numbered, read_table, values_of

COLUMNS = {
    "day": ("day", "日期", "日"),
    "kind": ("kind", "类型", "安排", "是否上班", "上班或放假"),
    "name": ("name", "名称", "节日", "假日", "说明"),
    "title": ("title", "通知", "通知名称", "依据"),
    "number": ("number", "文号", "通知文号"),
}
KEYS = {normal(word): key for key, words in COLUMNS.items() for word in words}
WORKED = frozenset({"上班", "补班", "调休上班", "工作日", "班", "是", "1", "work"})
FREE = frozenset({"放假", "休", "休息", "节假日", "假", "否", "0", "holiday", ""})
DATE = re.compile(r"([0-9]{4})\s*[年./-]\s*([0-9]{1,2})\s*[月./-]\s*([0-9]{1,2})\s*日?")
TITLE = "国务院办公厅关于{year}年部分节假日安排的通知"
"""What a notice is called where the table does not say."""


def load_holidays(path: Path, progress: Callable | None = None) -> ImportReport:
    """Load the days of a notice; return the ImportReport. A refused row leaves all as it was.

    The years of the days are settled then: whatever was provisional there is counted again.
    """
    report, days = ImportReport(), {}
    facts: dict[str, str] = {}
    for number, row in numbered(read_table(path, _is_header)):
        try:
            values = values_of(row, KEYS)
            facts |= {name: values[name] for name in ("title", "number") if values.get(name)}
            days[_day(values)] = (_is_worked(values), values.get("name", ""))
        except RefusedError as refused:
            report.refuse(path.name, number, refused.problems)
        if progress:
            progress(number, report)
    if days and not report.refused:
        _store(days, facts, report)
    return report


def _is_header(texts: list[str]) -> bool:
    return {"day", "kind"} <= {KEYS.get(normal(text), "") for text in texts}


def _day(values: dict[str, str]) -> date:
    found = DATE.match(values.get("day", ""))
    try:
        return date(*map(int, found.groups())) if found else date.fromisoformat("")
    except ValueError as error:
        text = _("“%(word)s” is no date; write it as 2027-01-01.")
        raise RefusedError(("day", text % {"word": values.get("day", "")})) from error


def _is_worked(values: dict[str, str]) -> bool:
    word = values.get("kind", "")
    if word in WORKED or word in FREE:
        return word in WORKED
    text = _("“%(word)s” says neither 放假 nor 上班.")
    raise RefusedError(("kind", text % {"word": word}))


@transaction.atomic
def _store(days: dict[date, tuple[bool, str]], facts: dict[str, str], report: ImportReport) -> None:
    for year in sorted({day.year for day in days}):
        of_year = {day: words for day, words in days.items() if day.year == year}
        notice, _made = HolidayNotice.objects.get_or_create(year=year)
        CalendarDay.objects.filter(notice=notice).exclude(day__in=of_year).delete()
        for day, (is_working, name) in sorted(of_year.items()):
            given = {"is_working": is_working, "name": name[:60], "notice": notice}
            _row, is_new = CalendarDay.objects.update_or_create(day=day, defaults=given)
            report.counts["created" if is_new else "updated"] += 1
        notice.title = facts.get("title") or notice.title or TITLE.format(year=year)
        notice.number = facts.get("number") or notice.number
        notice.save()
