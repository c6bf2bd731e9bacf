"""Shared parts in review: which version a Submission froze, and whether it may still be filed."""

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext_lazy as _

from guides.models import SharedPart
from guides.shared_parts.followed import Followed
from guides.shared_parts.using import by_part, facts_of
from moderation.errors import DecisionRefused
from moderation.models import FrozenPart, Submission


def keep_frozen_parts(submission: Submission, followed: list[Followed]) -> None:
    """Keep which version of which part a Submission was frozen with; none costs no query."""
    if not followed:
        return
    FrozenPart.objects.bulk_create(
        FrozenPart(
            submission=submission, part_id=part_id, version=rows[0].version, **facts_of(rows)
        )
        for part_id, rows in by_part(followed).items()
    )


def outdated_parts(submission: Submission) -> list[FrozenPart]:
    """Return the parts that have a newer version than the one a Submission was frozen with."""
    if not submission.has_parts:
        return []
    rows = FrozenPart.objects.filter(submission=submission).select_related("part")
    return [one for one in rows if one.part.version > one.version]


def check_parts(submission: Submission) -> None:
    """Raise DecisionRefused for a Submission that was frozen with an older part.

    The parts are held, so that none becomes newer while the Submission is filed.
    """
    if not submission.has_parts:
        return
    # Kept with the Submission: filing asks for them once more.
    prefetch_related_objects([submission], "frozen_parts")
    rows = submission.frozen_parts.all()
    if not rows:
        return
    held = SharedPart.objects.select_for_update(of=("self",)).order_by("pk")
    newest = {part.pk: part for part in held.filter(pk__in=[one.part_id for one in rows])}
    if old := [newest[one.part_id] for one in rows if newest[one.part_id].version > one.version]:
        raise DecisionRefused(
            _(
                "“%(names)s” has been changed since this text was frozen, so it cannot be filed as "
                "it is. Let its compiler press “Renew” on this page, or return it."
            ),
            params={"names": "、".join(part.name for part in old)},
        )
