"""What a person may do with a page: an own tester, since no policy stops superusers."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.models import PagePermissionTester, ReferenceIndex

from core import registries

# Root, root of the guides, department, folder: containers, which nobody deletes.
FOLDER_DEPTH = 4
REFERRING = frozenset({"sections"})
"""Fields that name files, for Wagtail's index of references."""


class DepartmentPagePermissionTester(PagePermissionTester):
    """Compilers and superusers edit drafts; nobody takes a page around the review.

    Pages are made by `guides.compile` and leave the department through a Submission, so adding,
    copying, moving, sorting, publishing, scheduling and access limits are nobody's. What was
    never filed may be deleted by those who may edit it.
    """

    def __init__(self, user, page):
        super().__init__(user, page)
        self.actions = self.permission_policy.actions_on(user, page) if user.is_active else set()
        # Stock code reads `permissions`, which it fills for people below superuser only.
        self.permissions = self.actions

    def can_view(self):
        """Say whether this page may be read."""
        return "view" in self.actions

    def can_edit(self):
        """Say whether this page may be edited; or read, where a stock view means reading."""
        if self.page_is_root:
            return False
        if getattr(self.user, "reads_only", False):
            return self.can_view()
        return "change" in self.actions

    def can_view_revisions(self):
        return not self.page_is_root and self.can_view()

    def can_delete(self, ignore_bulk=False):
        if self.page.depth <= FOLDER_DEPTH or "change" not in self.actions:
            return False
        return not is_bound(self.page)

    def can_lock(self):
        return "lock" in self.actions

    def can_unlock(self):
        return "unlock" in self.actions

    def can_submit_for_moderation(self):
        """Never by Wagtail's own button: a Submission must be frozen first (moderation.submit)."""
        return False

    def can_add_subpage(self):
        return False

    def can_publish(self):
        return False

    def can_publish_subpage(self):
        return False

    def can_unpublish(self):
        return False

    def can_unschedule(self):
        return False

    def can_set_view_restrictions(self):
        return False

    def can_reorder_children(self):
        return False

    def can_copy(self):
        return False

    def can_copy_to(self, destination, recursive=False):
        return False

    def can_move(self):
        return False

    def can_move_to(self, destination):
        return False


class NeverLiveError(PermissionDenied):
    """Somebody tried to publish a page: what readers see is filed, never a page."""


class DepartmentScopedPage:
    """Mixin of every page class of ours: answers with the department's tester, is never live."""

    # Slugs, menus and schedules are Wagtail's way to the public; ours is the filing register.
    promote_panels = []
    settings_panels = []
    scheduled_revision = None

    def save(self, *args, **kwargs):
        """Save a draft; raises NeverLiveError when something made the page live."""
        if self.live and not self._state.adding:
            raise NeverLiveError("pages never go live: a filed Submission is what readers see")
        self.live = False
        from wagtail.signal_handlers import disable_reference_index_auto_update

        fields = kwargs.get("update_fields")
        # Wagtail would read the page once more, and look through all sections again for a save
        # that cannot change them.
        with transaction.atomic():
            with disable_reference_index_auto_update():
                super().save(*args, **kwargs)
            if fields is None or REFERRING & set(fields):
                # What the signal's task does, with the page at hand.
                ReferenceIndex.create_or_update_for_object(self)

    def _check_slug_is_unique(self):
        """Ask once: a form asks, and Wagtail's `save` after it."""
        if self.__dict__.get("_free_slug") != self.slug:
            super()._check_slug_is_unique()
            self._free_slug = self.slug

    @classmethod
    def from_serializable_data(cls, data, check_fks=True, strict_fks=False):
        """Give the page as a revision has it, without a query for each of its foreign keys.

        Those of ours are protected, so what they name is there; Wagtail's come from the row.
        """
        return super().from_serializable_data(data, check_fks=False, strict_fks=strict_fks)

    @classmethod
    def rows_for_drafts(cls):
        """Give the pages of this class to read a newest draft with: what no revision holds."""
        return cls._default_manager.all()

    def permissions_for_user(self, user):
        return permissions_for_user(self, user)


def is_bound(page):
    """Say whether a page, or a page below it, has been submitted or filed (≤ 3 queries)."""
    return bool(registries.filed_page_ids([page]))


def permissions_for_user(page, user):
    """Give the tester of any page and person; a list asks for each row four times."""
    known = page.__dict__.get("_tester")
    if known is None or known.user is not user:
        known = page._tester = DepartmentPagePermissionTester(user, page)
    return known
