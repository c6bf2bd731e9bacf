"""What keeps a guide from review, whatever its text says: it is abolished, or its item is gone."""

from core.registries import why_no_version_follows
from guides.models import GuidePage
from moderation import errors

CLOSING = (
    "code",
    "department",
    "situation__item__name",
    "situation__item__is_active",
    "situation__item__department",
)
"""What is looked at of a guide page."""
COMPARED = ("slug", "name", "name_en", "region_code", "region")
"""What a text says of the department that holds the power, as far as reforms change it."""
RESPONSIBLE = tuple(f"department__{name}" for name in COMPARED)


def why_closed(page: GuidePage) -> errors.SubmissionRefused | None:
    """Return the SubmissionRefused that closes a guide page to submissions, or None.

    The same closes a text under review to approvals. Looks at the page's situation with its item.
    """
    item = page.situation.item
    if why := why_no_version_follows(page.code):
        return errors.GuideClosed(why)
    if not item.is_active:
        return errors.ItemCancelled(item.name)
    if item.department_id != page.department_id:
        return errors.ItemOfAnother()
    return None
