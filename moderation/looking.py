"""Whether a reviewer has looked at what they approve: each changed section, or the whole text."""

from collections.abc import Collection, Iterable
from typing import Any

from guides.choices import DocumentKind
from moderation.comparing.sections import label_of
from moderation.errors import NotLookedAt
from moderation.models import FullReading, Submission


def kinds_of(submission: Submission) -> list[DocumentKind]:
    """Return the kinds of Document that a Submission holds."""
    manual = [DocumentKind.MANUAL] if submission.manual_sha256 else []
    return [DocumentKind.GUIDE, *manual]


def read_to_the_end(submission: Submission, user: Any, kind: str) -> None:
    """Note that a person has read one text of a Submission to its end."""
    if not has_read(submission, user, [kind]):
        FullReading.objects.create(submission=submission, user=user, kind=kind)


def has_read(submission: Submission, user: Any, kinds: Iterable[str] | None = None) -> bool:
    """Return whether a person has read texts of these kinds to their ends, by default all."""
    kinds = set(kinds or kinds_of(submission))
    rows = FullReading.objects.filter(submission=submission, user=user, kind__in=kinds)
    return rows.count() == len(kinds)


def check_looked_at(submission: Submission, user: Any, marked: Collection[str]) -> None:
    """Raise NotLookedAt unless each changed section is among `marked` or all texts were read."""
    open_sections = [key for key in submission.changes if key not in marked]
    if open_sections and not has_read(submission, user):
        raise NotLookedAt([str(label_of(key)) for key in open_sections])
