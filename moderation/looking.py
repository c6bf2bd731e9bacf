"""Whether a reviewer has looked at what they approve: each changed section, or the whole text."""

from guides.choices import DocumentKind
from moderation.comparing.sections import label_of
from moderation.errors import NotLookedAt
from moderation.models import FullReading


def kinds_of(submission):
    """Return the kinds of Document that a Submission holds."""
    manual = [DocumentKind.MANUAL] if submission.manual_sha256 else []
    return [DocumentKind.GUIDE, *manual]


def read_to_the_end(submission, user, kind):
    """Note that a person has read one text of a Submission to its end."""
    if not has_read(submission, user, [kind]):
        FullReading.objects.create(submission=submission, user=user, kind=kind)


def has_read(submission, user, kinds=None):
    """Return whether a person has read texts of these kinds to their ends, by default all."""
    kinds = set(kinds or kinds_of(submission))
    rows = FullReading.objects.filter(submission=submission, user=user, kind__in=kinds)
    return rows.count() == len(kinds)


def check_looked_at(submission, user, marked):
    """Raise NotLookedAt unless each changed section is among `marked` or all texts were read."""
    open_sections = [key for key in submission.changes if key not in marked]
    if open_sections and not has_read(submission, user):
        raise NotLookedAt([str(label_of(key)) for key in open_sections])
