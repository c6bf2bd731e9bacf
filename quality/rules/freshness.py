"""L25: content that nobody has checked for long, or since a law was changed."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quality.choices import Severity
from quality.finding import Hit
from quality.reading import Reading
from quality.rule import rule
from quality.terms import Terms


@rule(
    "L25",
    gettext_lazy("Content not checked for long, or since a law changed"),
    severity=Severity.WARNING,
    thresholds={"months": 12},
)
def fresh(document: Reading, terms: Terms) -> Iterator[Hit]:
    """Yield a date of checking older than the threshold, and laws amended or repealed after it."""
    if not document["checked_on"]:
        return
    checked = date.fromisoformat(document["checked_on"])
    months = terms.limit("L25", "months", 12)
    age = (terms.today.year - checked.year) * 12 + terms.today.month - checked.month
    age -= terms.today.day < checked.day
    if age >= months:
        message = _("The content was last checked %(age)s months ago; %(months)s are allowed.")
        yield Hit("/checked_on", message % {"age": age, "months": months})
    for pointer, row in document.rows("legal_bases"):
        law = terms.find_law(row["title"])
        if law is None:
            continue
        changed = max(filter(None, (law.amended_on, law.repealed_on)), default=None)
        if changed and checked < changed <= terms.today:
            message = _("“%(title)s” changed on %(date)s, after the content was checked.")
            yield Hit(f"{pointer}/title", message % {"title": law.title, "date": changed})
