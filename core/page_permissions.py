"""What a person may do with a page: an own tester, since no policy stops superusers."""

from functools import cache

from django.core.exceptions import PermissionDenied
from django.db import transaction
from modelcluster.models import get_all_child_relations
from wagtail.models import (
    COMMENTS_RELATION_NAME,
    PagePermissionTester,
    ReferenceIndex,
    WorkflowState,
)

from core import registries

# Root, root of the guides, department, folder: containers, which nobody deletes.
FOLDER_DEPTH = 4
REFERRING = frozenset({"sections"})
"""Fields that name files, for Wagtail's index of references."""
PLACE = frozenset({"slug", "url_path", "path", "depth", "numchild"})
"""Where a page stands in the tree: no draft says that, and the tree may have changed meanwhile."""


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
    # What is known of the stored page.
    slug_of_row, had_no_comments = None, False

    def save(self, *args, **kwargs):
        """Save a draft; raises NeverLiveError when something made the page live."""
        if self.live and not self._state.adding:
            raise NeverLiveError("pages never go live: a filed Submission is what readers see")
        self.live = False
        fields = kwargs.get("update_fields")
        if fields is None and self._has_slug_of_row():
            kwargs["update_fields"] = _all_but_place(type(self))
        if fields is not None and not REFERRING & set(fields):
            self._save(*args, **kwargs)
            return
        with transaction.atomic():
            self._save(*args, **kwargs)
            # What the signal's task does, with the page at hand.
            ReferenceIndex.create_or_update_for_object(self)

    def _save(self, *args, **kwargs):
        """Save without asking for what is known.

        Wagtail would read the page once more and look through all sections again for a save that
        cannot change them; its comments, asked for four times, are looked at where there are any.
        """
        from wagtail.signal_handlers import disable_reference_index_auto_update

        held = self.__dict__.get("_cluster_related_objects", {})
        without_comments = self.had_no_comments and held.get(COMMENTS_RELATION_NAME) == []
        if without_comments:
            del held[COMMENTS_RELATION_NAME]
        with disable_reference_index_auto_update():
            super().save(*args, **kwargs)
        if without_comments:
            held[COMMENTS_RELATION_NAME] = []
        if "slug" in (kwargs.get("update_fields") or ["slug"]):
            self.slug_of_row = self.slug

    def _has_slug_of_row(self):
        return self.slug_of_row is not None and self.slug_of_row == self.slug

    def _check_slug_is_unique(self):
        """Ask once, since a form asks and Wagtail's `save` after it; never for the row's own."""
        if not self._has_slug_of_row() and self.__dict__.get("_free_slug") != self.slug:
            super()._check_slug_is_unique()
            self._free_slug = self.slug

    def with_content_json(self, content):
        """Give the page as a revision has it, which knows the row's slug and comments."""
        draft = super().with_content_json(content)
        draft.slug_of_row = self.slug
        draft.had_no_comments = not list(getattr(draft, COMMENTS_RELATION_NAME).all())
        return draft

    @property
    def workflow_states(self):
        """Give Wagtail's reviews that are under way: ended ones are told by the Submissions."""
        if self.__dict__.get("_current_workflow_states") == []:
            return WorkflowState.objects.none()
        return super().workflow_states.active()

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


@cache
def _all_but_place(page_class):
    """Give what a draft's save writes; with the slug, Wagtail would read the old row once more."""
    columns = [field.name for field in page_class._meta.concrete_fields if not field.primary_key]
    relations = [relation.get_accessor_name() for relation in get_all_child_relations(page_class)]
    return frozenset(columns + relations) - PLACE


def is_bound(page):
    """Say whether a page, or a page below it, has been submitted or filed (≤ 3 queries)."""
    return bool(registries.filed_page_ids([page]))


def permissions_for_user(page, user):
    """Give the tester of any page and person; a list asks for each row four times."""
    known = page.__dict__.get("_tester")
    if known is None or known.user is not user:
        known = page._tester = DepartmentPagePermissionTester(user, page)
    return known
