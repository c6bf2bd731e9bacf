"""The checks there are: each a function that looks at one thing and returns an Outcome."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from operations.choices import CheckState, Severity
from operations.inspections.wording import Words


@dataclass(frozen=True)
class Limit:
    """From which value a check is near its limit, and from which it failed.

    With `falling`, small values are the bad ones. `unit` is the format of a value in words, such as
    "%(value)s hours", a lazy translation; `near` may be None.
    """

    fail: float
    near: float | None = None
    falling: bool = False
    unit: str | Promise = "%(value)s"
    digits: int = 0

    def state_of(self, value: float) -> CheckState:
        """Return how a value stands to the limit."""
        if self._passes(value, self.fail):
            return CheckState.FAILED
        if self.near is not None and self._passes(value, self.near):
            return CheckState.NEAR
        return CheckState.OK

    def _passes(self, value, end):
        return value < end if self.falling else value > end

    def words(self, value: float) -> str:
        """Return a value with its unit."""
        rounded = round(value, self.digits) if self.digits else round(value)
        return str(self.unit) % {"value": f"{rounded:,}"}


@dataclass
class Outcome:
    """What a check found: a number, words about it, and a state where the limit does not say it.

    The words are worded anew in each language (`wording`).
    """

    value: float | None = None
    detail: Words = ""
    shown: Words = ""
    state: str | None = None


@dataclass(frozen=True)
class Check:
    """One thing that an inspection looks at."""

    name: str
    label: str | Promise
    limit: Limit
    remedy: str | Promise
    severity: int
    look: Callable[[], Outcome]
    has_trend: bool = True


Look = Callable[[], Outcome]
CHECKS: dict[str, Check] = {}
"""All checks by name, in the order in which they are shown."""


def check(
    name: str,
    label: str | Promise,
    *,
    limit: Limit,
    remedy: str | Promise,
    severity: int = Severity.RISK,
    has_trend: bool = True,
) -> Callable[[Look], Look]:
    """Register the decorated function as a check.

    `remedy` says what to do when it fails; `severity` is that of the incident it opens.
    """

    def register(look):
        if name in CHECKS:
            raise RuntimeError(f"two checks are called {name}")
        CHECKS[name] = Check(name, label, limit, remedy, severity, look, has_trend)
        return look

    return register
