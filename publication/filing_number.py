"""Filing numbers (备案号): gap-free within a year, their format a setting."""

import re
from string import Formatter

from django.conf import settings
from django.db.models import F

from publication.models import FilingCounter


def take_number(year: int) -> str:
    """Return the next filing number of a year as text; call it inside the filing's transaction.

    The counter row stays locked until that transaction ends, so a rolled-back filing leaves no gap.
    """
    return settings.FILING_NUMBER_FORMAT.format(year=year, number=_next_of(str(year)))


BUNDLE_FORMAT = "一件事备〔{year}〕{number:04d}号"


def take_bundle_number(year: int) -> str:
    """Return the next filing number of a bundle: a series of its own, as the register counts guides
    and manuals alone.
    """
    return BUNDLE_FORMAT.format(year=year, number=_next_of(f"bundles-{year}"))


def _next_of(series):
    FilingCounter.objects.get_or_create(series=series)
    FilingCounter.objects.filter(series=series).update(last=F("last") + 1)
    return FilingCounter.objects.values_list("last", flat=True).get(series=series)


def start_above(filing_no: str) -> None:
    """Let our own numbers start above one taken over from an older system, if it has our format."""
    if not (found := re.fullmatch(_pattern(), filing_no)):
        return
    series, number = found["year"], int(found["number"])
    FilingCounter.objects.get_or_create(series=series)
    FilingCounter.objects.filter(series=series, last__lt=number).update(last=number)


def _pattern():
    pieces = []
    for literal, field, _spec, _conversion in Formatter().parse(settings.FILING_NUMBER_FORMAT):
        pieces.append(re.escape(literal))
        if field:
            pieces.append(rf"(?P<{field}>[0-9]+)")
    return "".join(pieces)
