"""The kinds of change as a table (变更类型): stages, limits, event, what is told, who acts.

Submitting, deciding, deadlines and filing read this table and decide nothing beside it; tests walk
it. Kinds without stages are acts of filing officers on what is published.
"""

from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from moderation.choices import ChangeKind, ReviewStage, Span

ALL_STAGES = tuple(ReviewStage)
SHORT_PATH = (ReviewStage.DEPARTMENT, ReviewStage.COMPLIANCE, ReviewStage.FILING)


@dataclass(frozen=True)
class Kind:
    """What holds of one kind of change."""

    trace: Promise
    """What the public reads of it."""
    event: str
    """The event that it ends in."""
    stages: tuple[ReviewStage, ...] = ()
    days: dict[str, int] = field(default_factory=dict)
    """Working days of each stretch where they differ from the default."""
    first: bool | None = None
    """Whether it is a first version (True), a later one (False), or either (None)."""
    why_needed: bool = False
    """Whether whoever submits says why this path is taken."""
    second_person: bool = False
    """Whether an act takes a second person before it is carried out."""


KINDS = {
    ChangeKind.NEW: Kind(_("First published"), "published", ALL_STAGES, first=True),
    ChangeKind.AMEND: Kind(_("Revised"), "revised", ALL_STAGES, first=False),
    ChangeKind.CORRECT: Kind(
        _("Corrected"),
        "corrected",
        SHORT_PATH,
        {Span.DEPARTMENT: 2, Span.OFFICE: 3, Span.FILING: 1},
        first=False,
        why_needed=True,
    ),
    ChangeKind.URGENT: Kind(
        _("Revised"),
        "revised",
        ALL_STAGES,
        {Span.DEPARTMENT: 1, Span.OFFICE: 2, Span.FILING: 1},
        first=False,
        why_needed=True,
    ),
    ChangeKind.SUCCESSION: Kind(_("Merged, divided or transferred"), "abolished",
                                second_person=True),
    ChangeKind.SUSPEND: Kind(_("Suspended"), "suspended", second_person=True),
    ChangeKind.RESUME: Kind(_("Resumed"), "resumed"),
    ChangeKind.ABOLISH: Kind(_("Abolished"), "abolished", second_person=True),
}  # fmt: skip


def offered(is_first: bool | None) -> list[ChangeKind]:
    """Return the kinds that a compiler may choose for a first version, or for a later one; None:
    for either.
    """
    if is_first is None:
        return [kind for kind, rules in KINDS.items() if rules.stages]
    return [
        kind for kind, rules in KINDS.items() if rules.stages and rules.first is not (not is_first)
    ]


def first_stage(kind: str) -> ReviewStage:
    """Return the stage with which the review of a kind begins."""
    return KINDS[ChangeKind(kind)].stages[0]


def next_stage(stage: str, kind: str) -> ReviewStage | None:
    """Return the stage after this one on the path of a kind; None after its last."""
    stages = KINDS[ChangeKind(kind)].stages
    following = stages.index(ReviewStage(stage)) + 1
    return stages[following] if following < len(stages) else None
