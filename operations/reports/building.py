"""A report as data: indicators with scores, texts with figures, lists; for all forms."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from string import Formatter
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format

from operations.choices import IndicatorClass, ReportKind, Severity
from operations.models import Indicator, Report
from operations.reports.figures import Figure, as_day, as_moment, draw, duration, facts_of, money
from operations.reports.period import Period
from operations.reports.queries import query_of, rows_of
from operations.reports.scoring import score_of

SHIPPED = Path(__file__).parent / "shipped"
UNWRITTEN = "（还没有写）"
DEMO = "演示"
MANDATORY = ("problems", "measures")
"""Texts without which a report cannot be closed."""


@dataclass
class Line:
    """One indicator with its figure, the system's score and the self-evaluation."""

    indicator: Indicator
    figure: Figure
    score: Decimal | None
    own_score: float | None
    reason: str = ""

    @property
    def differs(self) -> bool:
        """Whether the self-evaluation is another than the system's score."""
        return (
            self.score is not None
            and self.own_score is not None
            and float(self.score) != self.own_score
        )


@dataclass
class Chapter:
    """One chapter: its heading and blocks, each {key, heading, text, shipped, filled}."""

    key: str
    heading: str
    blocks: list = field(default_factory=list)


@dataclass
class Built:
    """A report with all that its papers show."""

    report: Report
    period: Period
    title: str
    body: str
    drawn_at: datetime
    lines: list
    chapters: list
    facts: dict
    lists: dict

    @property
    def number(self) -> str:
        """The number of the report."""
        part = f"-{self.period.part:02d}" if self.period.part else ""
        return f"YWJX-{self.period.year}{part}" + ("-" + DEMO if self.period.is_demo else "")

    @property
    def score(self) -> Decimal | int:
        """The sum of the scores that there are."""
        return sum((one.score for one in self.lines if one.score is not None), start=0)

    @property
    def weight_scored(self) -> Decimal | int:
        """The sum of the weights of the indicators that have a score."""
        return sum((one.indicator.weight for one in self.lines if one.score is not None), start=0)

    @property
    def own_total(self) -> float | None:
        """The sum of the self-evaluation; None before there is any."""
        scores = [one.own_score for one in self.lines if one.own_score is not None]
        return round(sum(scores), 1) if scores else None

    @property
    def groups(self) -> list[tuple[Any, ...]]:
        """The lines by class: (label, weight, score, lines)."""
        found = []
        for category in IndicatorClass:
            lines = [one for one in self.lines if one.indicator.category == category]
            if lines:
                weight = sum(one.indicator.weight for one in lines)
                score = sum((one.score for one in lines if one.score is not None), start=0)
                found.append((category, weight, score, lines))
        return found

    def gaps(self) -> list[str]:
        """Return what is missing before the report can be closed, as sentences."""
        found = [
            f"{one.indicator.name}：{one.figure.missing or '没有打分'}"
            for one in self.lines
            if one.score is None
        ]
        found += [
            f"{one.indicator.name}：自评和系统得分不同，要写原因"
            for one in self.lines
            if one.differs and not one.reason
        ]
        found += [
            f"{block['heading'] or chapter.heading}：没写"
            for chapter in self.chapters
            for block in chapter.blocks
            if block["key"] in MANDATORY and not block["text"].strip()
        ]
        return found


def report_of(period: Period) -> Report:
    """Return the Report of a period, made when it is asked for first."""
    return Report.objects.get_or_create(
        kind=period.kind, year=period.year, part=period.part, is_demo=period.is_demo
    )[0]


def build(report: Report) -> Built:
    """Return the Built of a report: figures drawn now, or as they were when it was closed."""
    period = Period(ReportKind(report.kind), report.year, report.part, report.is_demo)
    shipped = json.loads((SHIPPED / "texts.json").read_text(encoding="utf-8"))
    lines = [_line(one, period, report) for one in Indicator.objects.all()]
    facts = report.figures.get("facts") if report.closed_at else facts_of(period)
    built = Built(
        report=report,
        period=period,
        title=shipped["title"][report.kind].format(
            site=settings.WAGTAIL_SITE_NAME, period=period.words
        ),
        body=settings.FILING_BODY,
        drawn_at=report.closed_at or timezone.now(),
        lines=lines,
        chapters=[],
        facts=facts,
        lists=_lists(period),
    )
    missing = [one.indicator.name for one in lines if one.score is None]
    facts = facts | {
        "site": settings.WAGTAIL_SITE_NAME,
        "period": period.words,
        "until": date_format(timezone.localtime(built.drawn_at), "Y 年 n 月 j 日 H:i"),
        "score": built.score,
        "weight_scored": built.weight_scored,
        "missing": f"；{'、'.join(missing)}没有数据，不计分" if missing else "",
    }
    built.chapters = [_chapter(one, report.texts, facts) for one in shipped["chapters"]]
    return built


def _line(indicator, period, report):
    own_score = report.own_scores.get(indicator.key)
    kept = report.figures.get("figures", {}).get(indicator.key) if report.closed_at else None
    figure = Figure(**kept) if kept else draw(indicator.key, period)
    reason = report.reasons.get(indicator.key, "")
    return Line(indicator, figure, score_of(indicator, figure, own_score), own_score, reason)


def _chapter(shipped, texts, facts):
    blocks = []
    for block in shipped["blocks"]:
        text = texts.get(block["key"], block["text"])
        blocks.append(
            {
                "key": block["key"],
                "heading": block["heading"],
                "text": text,
                "shipped": block["text"],
                "filled": filled(text, facts).strip() or UNWRITTEN,
            }
        )
    return Chapter(shipped["key"], shipped["heading"], blocks)


def filled(text: str, facts: Mapping[str, Any]) -> str:
    """Return a text with its figures; a name in braces that is no figure stays as it was typed."""
    parts = []
    try:
        pieces = list(Formatter().parse(text))
    except ValueError:
        return text
    for literal, name, _form, _conversion in pieces:
        parts.append(literal)
        if name is not None:
            parts.append(str(facts[name]) if name in facts else "{" + name + "}")
    return "".join(parts)


def _lists(period):
    incidents = [
        {
            "title": title,
            "severity": str(Severity(severity).label),
            "detected": _clock(detected),
            "responded": _clock(responded),
            "repaired": _clock(repaired),
            "minutes": _minutes_between(as_moment(detected), as_moment(repaired)),
            "cause": cause,
            "measures": measures,
        }
        for _pk, title, severity, detected, responded, repaired, cause, measures in rows_of(
            "incident_list", period
        )
    ]
    nodes = [
        {
            "title": title,
            "due": str(as_day(due)),
            "done": str(as_day(done) or "—"),
            "responsible": responsible,
            "reason": reason,
        }
        for title, due, done, responsible, reason in rows_of("node_list", period)
    ]
    spendings = [
        {"paid": str(as_day(paid)), "purpose": purpose, "amount": money(amount)}
        for paid, purpose, amount in rows_of("spending_list", period)
    ]
    return {
        "incidents": incidents,
        "nodes": nodes,
        "spendings": spendings,
        "faults_by_month": _by_month("months", period),
        "inspections_by_month": _by_month("inspection_months", period),
    }


def _by_month(key, period):
    counts = {int(month[5:7]): count for month, count in rows_of(key, period)}
    last = period.start.month + (period.end - period.start).days // 28
    months = range(period.start.month, min(last, 13))
    return [(month, counts.get(month, 0)) for month in months]


def _minutes_between(detected, repaired):
    if not repaired:
        return "处理中"
    return duration((repaired - detected).total_seconds() / 60)


def _clock(value):
    moment = as_moment(value)
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}" if moment else "—"


def as_json(built: Built) -> dict[str, Any]:
    """Return figures.json: every figure with its query, parameters and score; facts; totals."""
    return {
        "number": built.number,
        "kind": built.period.kind,
        "year": built.period.year,
        "part": built.period.part,
        "demo": built.period.is_demo,
        "since": built.period.since.isoformat(),
        "until": built.period.until.isoformat(),
        "drawn_at": built.drawn_at.isoformat(),
        "score": float(built.score),
        "weight_scored": float(built.weight_scored),
        "own_total": built.own_total,
        "indicators": [
            {
                "key": one.indicator.key,
                "class": one.indicator.category,
                "name": one.indicator.name,
                "weight": float(one.indicator.weight),
                "standard": one.indicator.standard,
                "target": one.indicator.target,
                "rule": one.indicator.rule,
                "source": one.indicator.source,
                "score": None if one.score is None else float(one.score),
                "own_score": one.own_score,
                "reason": one.reason,
                **one.figure.as_json(),
            }
            for one in built.lines
        ],
        "facts": {name: str(value) for name, value in built.facts.items()},
        "lists": built.lists,
        "queries": {
            name: query_of(name)
            for name in ("months", "inspection_months", "hours", "to_filing", "manuals_filed")
        },
    }


def close(report: Report, person: Any, at: datetime) -> None:
    """Freeze the figures of a report; raise ValueError with the gaps when there are any."""
    built = build(report)
    gaps = built.gaps()
    if gaps:
        raise ValueError("；".join(gaps))
    report.figures = {
        "figures": {one.indicator.key: one.figure.as_json() for one in built.lines},
        "facts": {name: str(value) for name, value in built.facts.items()},
    }
    report.closed_at, report.closed_by = at, person
    report.save()
