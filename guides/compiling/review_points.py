"""Review points for a new manual: each condition of its guide gets a text to begin with."""

from typing import Any

from django.db import transaction

from guides.models import GuidePage

BEGINNING = "核对是否符合：{condition}"


@transaction.atomic
def prefill_review_points(guide_page: GuidePage, user: Any) -> int:
    """Fill in a first text of the review of each condition of a draft that has none.

    Returns how many conditions got one. A manual requires review points, which stand in its
    guide beside each condition.
    """
    draft = guide_page.get_latest_revision_as_object()
    rows = [
        row
        for section in draft.sections.blocks_by_name("conditions")
        for row in section.value["items"]
    ]
    begun = [row for row in rows if row["text"] and not any(row["review"].values())]
    for row in begun:
        row["review"]["points"] = BEGINNING.format(condition=row["text"])
    if begun:
        draft.save()
        draft.save_revision(user=user, log_action=True)
    return len(begun)
