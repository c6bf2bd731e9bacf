"""L05, L06, L07: the promise against the law, against the case type, against the steps."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guides.choices import CaseType, ReviewType, StatutoryUnit, TimeUnit
from quality.choices import Severity
from quality.finding import Change, Fix, Hit
from quality.reading import Reading, is_instant
from quality.rule import rule
from quality.terms import Terms

PROMISED = "/time_limits/promised"
DAYS = {
    # The fewest and the most calendar days that one unit can be; holidays lie between working days.
    TimeUnit.WORKING_DAY: (1.0, 2.4),
    TimeUnit.CALENDAR_DAY: (1.0, 1.0),
    TimeUnit.MONTH: (28.0, 31.0),
    TimeUnit.HOUR: (1 / 24, 1.0),
}
LICENCE_DAYS = 20
"""Working days that a licence may take where no law says otherwise: 行政许可法 art. 42."""


@rule(
    "L05",
    gettext_lazy("Promise longer than the law, or a legal limit not explained"),
    basis="行政许可法第42条",
)
def within_the_law(document: Reading, terms: Terms) -> Iterator[Hit]:
    """Yield a promise beyond the statutory limit, and a licence's limit that needs a reason."""
    statutory, promised = document["time_limits"]["statutory"], document["time_limits"]["promised"]
    if _is_longer(promised, statutory):
        message = _("The promise is longer than the law allows.")
        for pointer in (PROMISED, "/time_limits/statutory"):
            yield Hit(f"{pointer}/value", message)
    if statutory["unit"] == StatutoryUnit.UNSET and statutory["value"] is not None:
        change = Change("replace", "/time_limits/statutory/value", None)
        fix = Fix(_("Take the number away."), (change,))
        message = _("“None set by the state” stands beside a number: one of them is wrong.")
        yield Hit("/time_limits/statutory/value", message, fix=fix)
        yield Hit("/time_limits/statutory/unit", message)
    usual = statutory["value"] == LICENCE_DAYS and statutory["unit"] == TimeUnit.WORKING_DAY
    explained = statutory["note"] or statutory["basis"]
    if document.is_licence and statutory["value"] and not usual and not explained:
        message = _("A licence takes 20 working days by law; say which law sets another limit.")
        yield Hit("/time_limits/statutory/note", message, severity=Severity.WARNING)


def _is_longer(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Return whether a limit is certainly longer than another, whatever the holidays."""
    if (
        not (one["value"] and other["value"])
        or one["unit"] not in DAYS
        or other["unit"] not in DAYS
    ):
        return False
    if one["unit"] == other["unit"]:
        return one["value"] > other["value"]
    return one["value"] * DAYS[one["unit"]][0] > other["value"] * DAYS[other["unit"]][1] + 2


@rule("L06", gettext_lazy("Promise, case type and review type do not agree"))
def on_the_spot(document: Reading, terms: Terms) -> Iterator[Hit]:
    """Yield both sides where promise, case type and review type differ on "on the spot"."""
    handling, promised = document["handling"], document["time_limits"]["promised"]
    says = {}
    if promised["unit"] is not None and (promised["value"] is not None or is_instant(promised)):
        says[PROMISED + "/value"] = is_instant(promised)
    if handling["case_type"] in (CaseType.INSTANT, CaseType.PROMISED):
        says["/handling/case_type"] = handling["case_type"] == CaseType.INSTANT
    if handling["review_type"] is not None:
        says["/handling/review_type"] = handling["review_type"] == ReviewType.INSTANT
    if len(set(says.values())) < 2:
        return
    message = _("On the spot or within days: promise, case type and review type must say the same.")
    fix = _majority(says)
    for pointer in says:
        yield Hit(pointer, message, fix=fix)


VALUES = {
    "/handling/case_type": {True: CaseType.INSTANT.value, False: CaseType.PROMISED.value},
    "/handling/review_type": {True: ReviewType.INSTANT.value, False: ReviewType.TWO_STEPS.value},
}


def _majority(says: dict[str, bool]) -> Fix | None:
    """Return the fix that lets the one that differs follow the two others."""
    for pointer, instant in says.items():
        others = {value for place, value in says.items() if place != pointer}
        if len(says) == 3 and others == {not instant} and pointer in VALUES:
            change = Change("replace", pointer, VALUES[pointer][not instant])
            return Fix(_("Let it follow the two others."), (change,), certain=True)
    return None


@rule("L07", gettext_lazy("The counted steps do not sum to the promise"))
def sums(document: Reading, terms: Terms) -> Iterator[Hit]:
    """Yield both sides where the limits of the counted steps do not make up the promise."""
    promised = document["time_limits"]["promised"]
    counted = [row for _pointer, row in document.rows("process", "steps") if row["counted"]]
    limits = [row for row in counted if row["limit"] is not None and row["unit"] is not None]
    if not limits or len(limits) < len(counted) or promised["unit"] is None:
        return
    unit = promised["unit"] if not is_instant(promised) else None
    others = any(row["unit"] not in (unit, TimeUnit.INSTANT) and row["limit"] for row in limits)
    if unit is not None and others:
        return
    total = sum(row["limit"] for row in limits if row["unit"] != TimeUnit.INSTANT)
    due = 0 if unit is None else promised["value"]
    if due is None or total == due:
        return
    message = _("The counted steps sum to %(total)s, the promise says %(due)s.")
    for pointer in (PROMISED + "/value", "/process/steps"):
        yield Hit(pointer, message % {"total": total, "due": due})
