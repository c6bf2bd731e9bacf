"""What reviewers want corrected: the reasons of a return, each with the way to its place."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from guides.choices import DocumentKind
from guides.document import GuideDocument, ManualDocument
from guides.editor.links import editor_link
from guides.outlines.places import place_in_words
from moderation.choices import Verdict
from moderation.comparing.sections import (
    COVER,
    MANUAL_PREFIX,
    OUTLINE,
    is_of_manual,
    label_of,
    section_of_place,
)
from moderation.models import Decision, Submission


@dataclass
class Correction:
    """One reason of a return (退回理由): where it is, what is wrong, and the link to the editor.

    `pointer` is a JSON pointer of the Document of `kind`; empty for a word about the whole.
    """

    label: str
    reason: str
    url: str
    kind: str = "guide"
    pointer: str = ""
    is_here: bool = False
    """Whether the form that is open has the place."""


def label_of_place(place: str) -> str:
    """Return the words for a place of a Submission's texts, such as `materials.items.2.form`."""
    if section_of_place(place) == place:
        return str(label_of(place))
    is_manual = is_of_manual(place)
    model = ManualDocument if is_manual else GuideDocument
    return place_in_words(model, place.removeprefix(MANUAL_PREFIX if is_manual else "").split("."))


def pointer_of_place(place: str) -> tuple[DocumentKind, str]:
    """Return (kind, JSON pointer) of a place, as the editor's links name it."""
    is_manual = is_of_manual(place)
    bare = place.removeprefix(MANUAL_PREFIX if is_manual else "")
    pointer = COVER if bare == OUTLINE else bare.replace(".", "/")
    return (DocumentKind.MANUAL if is_manual else DocumentKind.GUIDE), f"/{pointer}"


def reasons_of(decision: Decision, submission: Submission) -> list[Correction]:
    """Return the Corrections that one decision on a Submission asks for, its opinion first."""
    found = []
    if decision.opinion or not decision.section_reasons:
        edit = reverse("wagtailadmin_pages:edit", args=[submission.page_id])
        found.append(Correction("", decision.opinion, edit))
    for place, reason in decision.section_reasons.items():
        kind, pointer = pointer_of_place(place)
        url = editor_link(submission.page_id, submission.manual_page_id, kind, pointer)
        found.append(Correction(label_of_place(place), reason, url, kind, pointer))
    return found


def return_of(submission: Submission) -> Decision | None:
    """Return the decision that sent a Submission back, or None; reads `decisions`."""
    returned = (one for one in submission.decisions.all() if one.verdict == Verdict.RETURNED)
    return next(returned, None)


def corrections_of(submission: Submission) -> list[Correction]:
    """Return the Corrections that a returned Submission waits for."""
    decision = return_of(submission)
    return reasons_of(decision, submission) if decision else []


def corrections_of_guides(codes: Collection[str]) -> dict[str, list[Correction]]:
    """Return {code: [Correction, …]} of the guides that were returned and not sent again."""
    rows: Any = Submission.objects.filter(code__in=codes, to_correct_since__isnull=False)
    rows = rows.without_texts().prefetch_related("decisions") if codes else []
    return {row.code: corrections_of(row) for row in rows}
