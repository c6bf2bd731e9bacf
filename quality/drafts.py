"""The findings of a draft, of guide and manual: what keeps it from review, what reviewers see."""

from collections.abc import Collection, Iterator
from typing import NamedTuple

from guides.choices import DocumentKind
from guides.document import GuideDocument, ManualDocument
from guides.document.shared import SharedSections
from guides.models import Outline
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
    guide: GuideDocument,
    guide_outline: Outline,
    manual: ManualDocument | None = None,
    manual_outline: Outline | None = None,
) -> list[DraftFinding]:
    """Return everything that is found in a draft, of the guide and then of its manual."""
    found = check_guide(guide, guide_outline)
    return found + check_manual(manual, manual_outline, guide) if manual is not None else found


def check_guide(document: GuideDocument, outline: Outline) -> list[DraftFinding]:
    """Return what the rules find in a guide, and where it does not follow its outline.

    What an outline demands and the draft lacks is an error of L23, whatever that rule is set to.
    """
    book = rule_book()
    found = _check(book, document, outline, book.terms())
    return [DraftFinding(DocumentKind.GUIDE, one) for one in found]


def check_manual(
    document: ManualDocument, outline: Outline | None, guide: GuideDocument
) -> list[DraftFinding]:
    """Return the same of a manual; its shared sections are looked at in its guide."""
    book = rule_book()
    terms = book.terms(counterpart=guide.model_dump(mode="json"))
    found = _check(book, document, outline, terms)
    return [DraftFinding(DocumentKind.MANUAL, one) for one in found if not is_of_the_guide(one)]


def _check(book: RuleBook, document, outline, terms: Terms) -> Iterator[Finding]:
    rule = RULES[UNFILLED]
    for one in nonconformities(document, outline):
        yield Finding(rule.id, Severity.ERROR.value, one.pointer, one.message, rule.basis)
    yield from book.check(document.model_dump(mode="json"), terms)


def is_of_the_guide(finding: Finding) -> bool:
    """Return whether a manual's finding lies in a section that it shares with its guide."""
    is_shared = finding.section in SharedSections.model_fields.keys() - OWN_COVER
    return is_shared and finding.rule != AGREEMENT


def waived_rules(codes: Collection[str]) -> set[tuple[str, str, str]]:
    """Return (code, kind, rule) of each waiver that holds for guides of these codes; one query."""
    rows = Waiver.objects.filter(code__in=codes, withdrawn_at__isnull=True)
    return set(rows.values_list("code", "kind", "rule"))


def without_waived(found: list[DraftFinding], code: str) -> list[DraftFinding]:
    """Return the findings of rules that no reviewer has waived for the guide of this code."""
    waived = waived_rules([code]) if found else set()
    return [one for one in found if (code, one.kind, one.finding.rule) not in waived]
