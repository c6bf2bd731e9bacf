"""What a person may do with a page: a tester of ours, since no policy stops superusers."""

from typing import Any

from wagtail.models import Page, PagePermissionTester

from core import registries

DEPARTMENT_DEPTH, FOLDER_DEPTH, GUIDE_DEPTH = 3, 4, 5
"""Below the root and the root of the guides; down to folders they are containers, which nobody
deletes. Manuals lie below their guide.
"""


class DepartmentPagePermissionTester(PagePermissionTester):
    """Compilers and superusers edit drafts; nobody takes a page around the review.

    Pages are made by `guides.compiling` and leave the department through a Submission, so adding,
    copying, moving, sorting, publishing, scheduling and access limits are nobody's. What was
    never filed may be deleted by those who may edit it.
    """

    def __init__(self, user, page):
        super().__init__(user, page)
        self.actions = self.permission_policy.actions_on(user, page) if user.is_active else set()
        # Stock code reads `permissions`, which it fills for people below superuser only.
        self.permissions = self.actions

    def can_view(self) -> bool:
        """Return whether this page may be read."""
        return "view" in self.actions

    def can_edit(self) -> bool:
        """Return whether this page may be edited; or read, where a stock view means reading."""
        if self.page_is_root:
            return False
        if getattr(self.user, "reads_only", False):
            return self.can_view()
        return "change" in self.actions

    def can_view_revisions(self) -> bool:
        return not self.page_is_root and self.can_view()

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        if self.page.depth <= FOLDER_DEPTH or "change" not in self.actions:
            return False
        return not is_bound(self.page)

    def can_lock(self) -> bool:
        return "lock" in self.actions

    def can_unlock(self) -> bool:
        return "unlock" in self.actions

    def can_submit_for_moderation(self) -> bool:
        """Never by Wagtail's own button: a Submission must be frozen first (moderation.submit)."""
        return False

    def can_add_subpage(self) -> bool:
        return False

    def can_publish(self) -> bool:
        return False

    def can_publish_subpage(self) -> bool:
        return False

    def can_unpublish(self) -> bool:
        return False

    def can_unschedule(self) -> bool:
        return False

    def can_set_view_restrictions(self) -> bool:
        return False

    def can_reorder_children(self) -> bool:
        return False

    def can_copy(self) -> bool:
        return False

    def can_copy_to(self, destination: Any, recursive: bool = False) -> bool:
        return False

    def can_move(self) -> bool:
        return False

    def can_move_to(self, destination: Any) -> bool:
        return False


def is_bound(page: Page) -> bool:
    """Return whether a page, or a page below it, has been submitted or filed (≤ 3 queries)."""
    return bool(registries.filed_page_ids([page]))


def permissions_for_user(page: Page, user: Any) -> DepartmentPagePermissionTester:
    """Return the tester of any page and person; a list asks for each row four times."""
    known = page.__dict__.get("_tester")
    if known is None or known.user is not user:
        known = page._tester = DepartmentPagePermissionTester(user, page)
    return known
