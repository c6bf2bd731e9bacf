"""L12: charged or not, and what each says."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quality.finding import Hit, replaced
from quality.reading import Reading
from quality.rule import rule
from quality.terms import Terms

RECEIPT = re.compile(
    r"(?<!社保)(?<!医保)(?<!社会保险)(?<!养老保险)(?<!医疗保险)(?<!公积金)(?:缴费|交费)"
    r"|收费|缴纳费用|付款凭证|费用(?:票据|凭证)"
)
"""A paper that a fee was paid; that of an insurance says something of the applicant."""
NEEDED = (("name", _("Fee name")), ("standard", _("Fee standard")), ("basis", _("Legal basis")))


@rule("L12", gettext_lazy("Fee facts incomplete or contradictory"), basis="行政许可法第58条")
def fees(document: Reading, terms: Terms) -> Iterator[Hit]:
    """Yield what a charged case lacks, and what a free one says of fees."""
    if document["fees"]["charged"]:
        yield from _charged(document)
    elif document["fees"]["charged"] is False:
        yield from _free(document)
    elif document["fees"]["items"]:
        fix = replaced("/fees/charged", True, _("Say that a fee is charged."))
        yield Hit("/fees/charged", _("Fees are listed, but not whether one is charged."), fix=fix)


def _charged(document: Reading) -> Iterator[Hit]:
    if not document["fees"]["items"]:
        yield Hit("/fees/items", _("A fee is charged, but none is listed."))
    for pointer, row in document.rows("fees", "items"):
        for key, label in NEEDED:
            if not row[key]:
                yield Hit(
                    f"{pointer}/{key}", _("A fee lacks: %(missing)s.") % {"missing": _(label)}
                )
    if document["handling"]["online_payment"] is None:
        message = _("A fee is charged: say whether it can be paid online.")
        yield Hit("/handling/online_payment", message)


def _free(document: Reading) -> Iterator[Hit]:
    contradiction = _("No fee is charged, yet fees are listed.")
    if document["fees"]["items"]:
        yield Hit("/fees/charged", contradiction)
        yield Hit("/fees/items", contradiction)
    if document["handling"]["online_payment"]:
        message = _("No fee is charged, yet it can be paid online.")
        fix = replaced("/handling/online_payment", False, _("Say that nothing is paid online."))
        yield Hit("/handling/online_payment", message, fix=fix)
    for pointer, row in document.rows("materials", "items"):
        if RECEIPT.search(row["name"]):
            message = _("No fee is charged, yet “%(name)s” is demanded.")
            yield Hit(f"{pointer}/name", message % {"name": row["name"]}, (0, len(row["name"])))
