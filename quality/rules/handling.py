"""L10, L11, L16: visits and their reason, fully online, frequent questions."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guides.choices import ChannelForm
from quality.choices import AppliesTo, Severity
from quality.finding import Hit, replaced
from quality.reading import Reading
from quality.rule import rule
from quality.terms import Terms

NO_REASON = re.compile(r"^(?:无|没有|无需|不需要|不涉及|-+|—+|/)?[。.]?$")


@rule("L10", gettext_lazy("Visits and their reason do not agree"))
def visits(document: Reading, terms: Terms) -> Iterator[Hit]:
    """Yield visits without a reason, a reason without visits, and no visit without another way."""
    handling = document["handling"]
    count, reason = handling["visits"], handling["visit_reason"]
    if count is None:
        return
    explained = not NO_REASON.match(reason)
    if count and not explained:
        message = _("%(count)s visits are demanded, but no reason is given.")
        yield Hit("/handling/visit_reason", message % {"count": count})
    if count == 0 and explained:
        message = _("No visit is demanded, yet a reason for coming is given.")
        fix = replaced("/handling/visit_reason", "", _("Take the reason away."), certain=False)
        yield Hit("/handling/visit_reason", message, fix=fix)
    by_post = handling["express"] or ChannelForm.POST in handling["forms"]
    if count == 0 and handling["online"] is False and not by_post:
        message = _("No visit is demanded, but it is handled neither online nor by post.")
        yield Hit("/handling/visits", message)


@rule("L11", gettext_lazy("Fully online, but a visit is demanded"))
def fully_online(document: Reading, terms: Terms) -> Iterator[Hit]:
    """Yield both sides where something fully online demands a visit."""
    handling = document["handling"]
    if handling["online"] and handling["visits"]:
        message = _("Fully online means no visit; %(count)s are demanded.")
        for key in ("online", "visits"):
            yield Hit(f"/handling/{key}", message % {"count": handling["visits"]})


@rule(
    "L16",
    gettext_lazy("Licence without a frequent question"),
    severity=Severity.WARNING,
    scope=AppliesTo.GUIDE,
)
def frequent_questions(document: Reading, terms: Terms) -> Iterator[Hit]:
    """Yield a licence's guide that answers no question."""
    if document.is_licence and not document["faqs"]:
        yield Hit("/faqs", _("A licence's guide answers at least one frequent question."))
