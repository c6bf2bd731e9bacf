"""The figures of a report: each from the rows of its query, with words and what it lacks."""

from dataclasses import asdict, dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_datetime

from core import registries
from operations.reports.period import Period
from operations.reports.queries import query_of, rows_of

SHARED_SECTIONS = 14
"""Sections of a guide that its manual takes over instead of being typed again."""
MINUTES_A_SECTION = 5


@dataclass
class Figure:
    """A figure: its number, words, a note, the query behind it; `missing` says what it lacks."""

    key: str
    value: float | None
    shown: str
    note: str = ""
    missing: str = ""
    query: str = ""
    parameters: dict = field(default_factory=dict)
    formula: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return the figure as JSON data."""
        return asdict(self)


def draw(key: str, period: Period) -> Figure:
    """Return one figure of a period, drawn now."""
    if key == "satisfaction":
        return _satisfaction(period)
    value, shown, note, missing, formula = DRAWN[key](rows_of(key, period), period)
    return Figure(key, value, shown, note, missing, query_of(key), period.parameters(), formula)


def _cost(rows, _period):
    if not rows or not rows[0][1]:
        return None, "", "", "没有填年度预算", ""
    spent, budget = rows[0][:2]
    share = 100 * float(spent) / float(budget)
    note = f"支出 {money(spent)} 元，预算 {money(budget)} 元"
    return round(share, 1), f"{share:.1f}%", note, "", "支出 ÷ 预算 × 100"


def _progress(rows, _period):
    due, in_time = rows[0]
    if not due:
        return None, "", "", "计划里没有到期的节点", ""
    late = due - in_time
    note = f"晚了 {late} 个" if late else "全部按期"
    share = 100 * in_time / due
    return round(share, 1), f"{in_time} / {due} 个", note, "", "按期完成 ÷ 到期 × 100"


def _inspections(rows, period):
    (made,) = rows[0]
    weekly = made * 7 / period.days
    words = f"共 {made:,} 次，{period.days} 天"
    return round(weekly, 1), f"每周 {weekly:.1f} 次", words, "", "巡检次数 × 7 ÷ 天数"


def _faults(rows, period):
    (count,) = rows[0]
    monthly = count / period.months
    return round(monthly, 2), f"每月 {monthly:.1f} 次", f"共 {count} 次", "", "故障次数 ÷ 月数"


def _repair(rows, _period):
    count, repair, response, longest = rows[0]
    if not count:
        return 0, "没有故障", "", "", "平均（修复时间减发现时间）"
    hours = float(repair) / 60
    words = f"响应 {duration(response)}，最长 {duration(longest)}"
    return round(hours, 2), f"平均 {duration(repair)}", words, "", "平均（修复时间减发现时间）"


def _operation(rows, _period):
    count, mean, worst = rows[0]
    if not count:
        return None, "", "", "还没有测过操作时间", ""
    words = f"{count} 次测量，最长 {float(worst):.2f} 秒"
    return round(float(mean), 2), f"{float(mean):.2f} 秒", words, "", "95% 操作时间的平均值"


def _capacity(rows, _period):
    versions, size = rows[0]
    words = f"附件 {float(size) / 1024**3:.2f} GB"
    return versions, f"备案 {versions:,} 件", words, "", ""


def _recovery(rows, period):
    drills, passed, months = rows[0]
    due = max(round(period.months), 1)
    share = min(100 * months / due, 100)
    words = f"演练 {drills} 次，通过 {passed} 次"
    return round(share, 1), f"{months} / {due} 个月", words, "", "有演练通过的月数 ÷ 月数 × 100"


def _stability(rows, period):
    longest, begun = timedelta(0), _moment(period.since)
    for detected, repaired in ((as_moment(a), as_moment(b)) for a, b in rows):
        longest = max(longest, detected - begun)
        begun = max(begun, repaired or timezone.now())
    longest = max(longest, min(_moment(period.until), timezone.now()) - begun)
    days = longest / timedelta(days=1)
    return round(days, 1), f"{days:.0f} 天", "", "", "两次故障之间最长的一段"


def _scope(rows, _period):
    situations, guides, manuals, departments = rows[0]
    if not situations:
        return None, "", "", "事项目录是空的", ""
    share = min(100 * guides / situations, 100)
    words = f"公布 {guides:,} 份，应编 {situations:,} 项；手册 {manuals:,} 份，{departments} 个部门"
    return round(share, 1), f"{share:.1f}%", words, "", "现行指南 ÷ 应编办理项 × 100"


DRAWN = {
    "cost": _cost,
    "progress": _progress,
    "inspections": _inspections,
    "faults": _faults,
    "repair": _repair,
    "operation": _operation,
    "capacity": _capacity,
    "recovery": _recovery,
    "stability": _stability,
    "scope": _scope,
}


def _satisfaction(period):
    """Return what the room of feedback knows of what people said."""
    found = registries.satisfaction(period.start, period.until, period.is_demo)
    if not found:
        return Figure("satisfaction", None, "", missing="还没有问卷和评价")
    return Figure(
        "satisfaction",
        round(found["share"], 1),
        f"{found['share']:.1f}%",
        found.get("note", ""),
        query=found.get("query", ""),
        parameters=period.parameters(),
        formula="满意 ÷ 全部 × 100",
    )


def facts_of(period: Period) -> dict[str, str]:
    """Return what the texts name: counts and sums as words, each from a query."""
    cost = rows_of("cost", period)
    spent, budget, funding, supplier, contract = cost[0] if cost else (0, 0, "", "", "")
    due, in_time = rows_of("progress", period)[0]
    (made,) = rows_of("inspections", period)[0]
    (faults,) = rows_of("faults", period)[0]
    repaired, repair, response, longest = rows_of("repair", period)[0]
    drills, _passed, _months = rows_of("recovery", period)[0]
    situations, guides, manuals, departments = rows_of("scope", period)[0]
    filed, days = rows_of("to_filing", period)[0]
    (manuals_filed,) = rows_of("manuals_filed", period)[0]
    reused = manuals_filed * SHARED_SECTIONS
    return {
        "budget": money(budget),
        "spent": money(spent),
        "share": f"，占 {100 * float(spent) / float(budget):.1f}%" if budget else "",
        "funding": f"，来源为{funding}" if funding else "",
        "supplier": f"运维单位：{supplier}（{contract}）。" if supplier else "",
        "due": due,
        "in_time": in_time,
        "inspections_made": f"{made:,}",
        "inspections_a_week": f"{made * 7 / period.days:.1f}",
        "faults_count": faults,
        "faults_a_month": f"{faults / period.months:.1f}",
        "response": duration(response) if repaired else "—",
        "repair": duration(repair) if repaired else "—",
        "longest": duration(longest) if repaired else "—",
        "drills": drills,
        "hours": f"{float(rows_of('hours', period)[0][0]):g}",
        "situations": f"{situations:,}",
        "guides": f"{guides:,}",
        "manuals": f"{manuals:,}",
        "departments": departments,
        "filings": f"{rows_of('capacity', period)[0][0]:,}",
        "days_to_filing": f"{max(float(days), 0):.1f}" if filed and days is not None else "—",
        "reused": f"{reused:,}",
        "hours_saved": f"{reused * MINUTES_A_SECTION / 60:,.0f}",
        "stability": draw("stability", period).shown.removesuffix(" 天"),
    }


def money(amount: Any) -> str:
    """Return an amount of yuan as papers write it."""
    return f"{float(amount or 0):,.2f}".removesuffix(".00")


def duration(minutes: float) -> str:
    """Return minutes as people say them."""
    minutes = round(float(minutes or 0))
    return f"{minutes // 60} 小时 {minutes % 60} 分" if minutes >= 60 else f"{minutes} 分钟"


def as_moment(value: Any) -> datetime | None:
    """Return a moment of a raw row, which SQLite gives as text in UTC; None stays."""
    if isinstance(value, str):
        value = parse_datetime(value)
    if isinstance(value, datetime) and timezone.is_naive(value):
        value = value.replace(tzinfo=timezone.get_fixed_timezone(0))
    return value


def as_day(value: Any) -> date | None:
    """Return a day of a raw row, which SQLite gives as text; None stays."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def _moment(day):
    return timezone.make_aware(datetime(day.year, day.month, day.day))
