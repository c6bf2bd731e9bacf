"""The base of every page class of ours: never live, and saved without asking for what is known."""

from functools import cache

from django.core.exceptions import PermissionDenied
from django.db import transaction
from modelcluster.models import get_all_child_relations
from wagtail.models import COMMENTS_RELATION_NAME, ReferenceIndex, WorkflowState

from core.access.page_permissions import permissions_for_user

REFERRING = frozenset({"sections"})
"""Fields that name files, for Wagtail's index of references."""
PLACE = frozenset({"slug", "url_path", "path", "depth", "numchild"})
"""Where a page stands in the tree: no draft says that, and the tree may have changed meanwhile."""


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
        fields = kwargs.get("update_fields")
        if fields is None or "slug" in fields:
            self.slug_of_row = self.slug

    def _has_slug_of_row(self):
        return self.slug_of_row is not None and self.slug_of_row == self.slug

    def _check_slug_is_unique(self):
        """Ask once, since a form asks and Wagtail's `save` after it; never for the row's own."""
        if not self._has_slug_of_row() and self.__dict__.get("_free_slug") != self.slug:
            super()._check_slug_is_unique()
            self._free_slug = self.slug

    def with_content_json(self, content):
        """Return the page as a revision has it, which knows the row's slug and comments."""
        draft = super().with_content_json(content)
        draft.slug_of_row = self.slug
        draft.had_no_comments = not list(getattr(draft, COMMENTS_RELATION_NAME).all())
        return draft

    @property
    def workflow_states(self):
        """Return Wagtail's reviews that are under way: ended ones are told by the Submissions."""
        if self.__dict__.get("_current_workflow_states") == []:
            return WorkflowState.objects.none()
        return super().workflow_states.active()

    @classmethod
    def from_serializable_data(cls, data, check_fks=True, strict_fks=False):
        """Return the page as a revision has it, without a query for each of its foreign keys.

        Those of ours are protected, so what they name is there; Wagtail's come from the row.
        """
        return super().from_serializable_data(data, check_fks=False, strict_fks=strict_fks)

    @classmethod
    def rows_for_drafts(cls):
        """Return the pages of this class to read a newest draft with: what no revision holds."""
        return cls._default_manager.all()

    def permissions_for_user(self, user):
        return permissions_for_user(self, user)


@cache
def _all_but_place(page_class):
    """Return what a draft's save writes; with the slug, Wagtail would read the old row once
    more.
    """
    columns = [field.name for field in page_class._meta.concrete_fields if not field.primary_key]
    relations = [relation.get_accessor_name() for relation in get_all_child_relations(page_class)]
    return frozenset(columns + relations) - PLACE
