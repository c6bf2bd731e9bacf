"""Taking over guides that an older system has filed: with their numbers, dates and versions."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core.running.retrying import retrying
from guides.choices import Origin
from guides.document import GuideDocument, ManualDocument, canonical_json
from publication.filed_parts import forget_filed_parts
from publication.filing import cut_guide, cut_manual, newest_versions, publish
from publication.filing_number import start_above
from publication.models import PublishedVersion


@dataclass(frozen=True)
class OldEnvelope:
    """What an older system had assigned to a filed version."""

    version: int
    filing_no: str
    filed_on: date
    published_on: date
    effective_on: date
    filing_body: str = ""
    expires_on: date | None = None


@retrying
@transaction.atomic
def take_over(
    code: str, guide: GuideDocument, manual: ManualDocument | None, envelope: OldEnvelope
) -> bool:
    """Take a filed version over and say whether it is new; the same again changes nothing.

    `guide` and `manual` (or None) are Documents, `envelope` an OldEnvelope. Raises ValidationError
    for a version that is filed with another text or that is older than one already filed.
    """
    cuts = [cut_guide(canonical_json(guide))]
    if manual is not None:
        cuts.append(cut_manual(canonical_json(manual)))
    if _is_here(code, cuts[0], envelope.version):
        return False
    facts = {
        "version": envelope.version,
        "filed_on": envelope.filed_on,
        "published_on": envelope.published_on,
        "effective_on": envelope.effective_on,
        "expires_on": envelope.expires_on,
        "filing_body": envelope.filing_body,
        "origin": Origin.TAKEN_OVER,
    }

    def number():
        start_above(envelope.filing_no)
        return envelope.filing_no

    forget_filed_parts(code)
    publish(code, cuts, facts, number=number)
    return True


def _is_here(code, cut, number):
    """Return whether this very version is filed; ValidationError when it cannot be added."""
    here = PublishedVersion.objects.filter(code=code, kind=cut.kind, version=number).first()
    if here is not None:
        if here.sha256 == cut.sha256:
            return True
        raise ValidationError(
            _("Version %(number)s is filed already with another text."), params={"number": number}
        )
    newest = newest_versions(code).get(cut.kind)
    if newest and newest.version > number:
        raise ValidationError(
            _("Version %(number)s is older than the filed version %(newest)s."),
            params={"number": number, "newest": newest.version},
        )
    return False
