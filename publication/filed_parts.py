"""Which guides say which shared parts in their newest filed version; kept whenever one is filed."""

from collections.abc import Collection
from typing import Any

from publication.models import FiledPart


def keep_filed_parts(submission: Any, department_slug: str) -> None:
    """Keep which parts a filed Submission says, in place of what its guide said before.

    A guide that never froze a part costs no query.
    """
    if not submission.has_parts:
        return
    found = [
        FiledPart(
            code=submission.code,
            part_id=one.part_id,
            version=one.version,
            department_slug=department_slug,
            rows=one.rows,
            overridden=between_commas(one.overridden),
        )
        for one in submission.frozen_parts.all()
    ]
    forget_filed_parts(submission.code)
    FiledPart.objects.bulk_create(found)


def forget_filed_parts(code: str) -> None:
    """Forget what a guide's filed version said of shared parts."""
    FiledPart.objects.filter(code=code).delete()


def hand_filed_parts_over(codes: Collection[str], department_slug: str) -> None:
    """Let another department decide about the parts that its new guides say."""
    FiledPart.objects.filter(code__in=codes).update(department_slug=department_slug)


def between_commas(names: list[str]) -> str:
    """Return names as `,one,two,`; empty without any."""
    return f",{','.join(names)}," if names else ""
