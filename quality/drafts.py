"""The findings of a draft, of guide and manual: what keeps it from review, what reviewers see."""

from collections.abc import Iterator
from typing import NamedTuple

from guides.choices import DocumentKind
from guides.document import GuideDocument, ManualDocument
from guides.document.shared import SharedSections
from guides.outlines.conformance import nonconformities
from quality.choices import Severity
from quality.finding import Finding
from quality.models import Waiver
from quality.rule import RULES
from quality.rule_book import RuleBook, rule_book
from quality.terms import Terms

OWN_COVER = frozenset({"doc_no", "title", "change_note"})
"""What a manual's cover says itself; the rest it takes from its guide."""
AGREEMENT = "L24"
UNFILLED = "L23"


class DraftFinding(NamedTuple):
    """A finding of a draft, with the kind of Document (guide or manual) in which it stands."""

    kind: str
    finding: Finding

    @property
    def is_error(self) -> bool:
        """Whether the draft cannot be submitted with it."""
        return self.finding.severity == Severity.ERROR

    @property
    def pointer(self) -> str:
        """Where it stands, as a JSON pointer of that Document."""
        return self.finding.pointer

    @property
    def message(self) -> str:
        """What is wrong, in a sentence."""
        return self.finding.message


def check_draft(
    guide: GuideDocument, guide_outline, manual: ManualDocument | None = None, manual_outline=None
) -> list[DraftFinding]:
    """Return everything that is found in a draft: by the rules, and against its outlines.

    What an outline demands and the draft lacks is an error of L23, whatever that rule is set to.
    What stands in sections that a manual shares with its guide is found in the guide alone.
    """
    book = rule_book()
    data = guide.model_dump(mode="json")
    found = [
        DraftFinding(DocumentKind.GUIDE, one)
        for one in _check(book, data, book.terms(), guide, guide_outline)
    ]
    if manual is not None:
        beside = book.terms(counterpart=data)
        checked = _check(book, manual.model_dump(mode="json"), beside, manual, manual_outline)
        found += [
            DraftFinding(DocumentKind.MANUAL, one) for one in checked if not is_of_the_guide(one)
        ]
    return found


def _check(book: RuleBook, data: dict, terms: Terms, document, outline) -> Iterator[Finding]:
    for one in nonconformities(document, outline):
        yield Finding(
            UNFILLED, Severity.ERROR.value, one.pointer, one.message, RULES[UNFILLED].basis
        )
    yield from book.check(data, terms)


def is_of_the_guide(finding: Finding) -> bool:
    """Return whether a manual's finding lies in a section that it shares with its guide."""
    is_shared = finding.section in SharedSections.model_fields.keys() - OWN_COVER
    return is_shared and finding.rule != AGREEMENT


def waived_rules(codes) -> set[tuple[str, str, str]]:
    """Return (code, kind, rule) of each waiver that holds for guides of these codes; one query."""
    rows = Waiver.objects.filter(code__in=codes, withdrawn_at__isnull=True)
    return set(rows.values_list("code", "kind", "rule"))


def without_waived(found: list[DraftFinding], code: str) -> list[DraftFinding]:
    """Return the findings of rules that no reviewer has waived for the guide of this code."""
    waived = waived_rules([code]) if found else set()
    return [one for one in found if (code, one.kind, one.finding.rule) not in waived]
