"""The time that a report is about: a year, a quarter or a month of the city's calendar."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.utils import timezone

from operations.choices import ReportKind
from operations.founding import founded_at

MONTHS = {ReportKind.YEAR: 12, ReportKind.QUARTER: 3, ReportKind.MONTH: 1}


@dataclass(frozen=True)
class Period:
    """A period from its first day to the day before `end`; `is_demo`: of simulated rows."""

    kind: ReportKind
    year: int
    part: int = 0
    is_demo: bool = False

    @property
    def start(self) -> date:
        """The first day."""
        months = MONTHS[ReportKind(self.kind)]
        return date(self.year, (max(self.part, 1) - 1) * months + 1, 1)

    @property
    def end(self) -> date:
        """The day after the last."""
        month = self.start.month - 1 + MONTHS[ReportKind(self.kind)]
        return date(self.year + month // 12, month % 12 + 1, 1)

    @property
    def until(self) -> date:
        """The day after the last one that has data: tomorrow, while the period goes on."""
        return max(min(self.end, timezone.localdate() + timedelta(days=1)), self.start)

    @property
    def since(self) -> date:
        """The first day of which data can be expected: the house may be younger than the period."""
        if self.is_demo:
            return self.start
        founded = timezone.localtime(founded_at()).date()
        return min(max(self.start, founded), self.until)

    @property
    def days(self) -> int:
        """Days of which data can be expected, one at least."""
        return max((self.until - self.since).days, 1)

    @property
    def months(self) -> float:
        """The same in months."""
        return max(self.days / 30.4375, 1)

    @property
    def words(self) -> str:
        """The period as a title has it."""
        if self.kind == ReportKind.YEAR:
            return f"{self.year} 年度"
        if self.kind == ReportKind.QUARTER:
            return f"{self.year} 年第 {self.part} 季度"
        return f"{self.year} 年 {self.part} 月"

    def parameters(self) -> dict[str, Any]:
        """Return what the queries ask with: moments as both databases compare them, and days."""
        return {
            "start": _stored(self.start),
            "end": _stored(self.until),
            "start_day": self.start.isoformat(),
            "end_day": self.until.isoformat(),
            "year": self.year,
            "demo": self.is_demo,
        }


def _stored(day):
    moment = timezone.make_aware(datetime(day.year, day.month, day.day)).astimezone(UTC)
    return moment.strftime("%Y-%m-%d %H:%M:%S")
