"""The base of every page class of ours: never live, and saved without undoing what others do.

What: `save`, `with_content_json` and `from_serializable_data` of a page. Why: Wagtail's save
writes every column of a draft as it was when it was read, the place in the tree too, and deletes
comments written meanwhile; it asks for each key of a revision, and reads the page and its sections
again for the index of references. Saves: 13 queries of saving, 7 of opening, submitting and
reviewing. When it can go: when Wagtail saves the changed fields of a draft only.
"""

from functools import cache
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from modelcluster.models import get_all_child_relations
from wagtail.models import COMMENTS_RELATION_NAME, Comment, Page, ReferenceIndex

from core.access.page_permissions import DepartmentPagePermissionTester, permissions_for_user

TOUCHED = (
    "modelcluster.models.ClusterableModel.save",
    "wagtail.models.pages.AbstractPage.save_revision",
    "wagtail.models.reference_index.ReferenceIndex.create_or_update_for_object",
    "wagtail.tasks.update_reference_index_task",
)

REFERRING = frozenset({"sections"})
"""Fields that name files, for Wagtail's index of references."""
PLACE = frozenset({"path", "depth", "numchild"})
"""Where a page stands in the tree: no draft says that, and the tree may have changed meanwhile."""
ADDRESS = frozenset({"slug", "url_path"})
"""What a draft says only when its slug is a new one."""


class NeverLiveError(PermissionDenied):
    """Somebody tried to publish a page: what readers see is filed, never a page."""


class DepartmentScopedPage:
    """Mixin of every page class of ours: answers with the department's tester, is never live."""

    # Slugs, menus and schedules are Wagtail's way to the public; ours is the filing register.
    promote_panels = []
    settings_panels = []
    scheduled_revision = None
    known_comments = None
    """The ids of the comments that a draft came with; None for a page that is no draft."""
    row_read_before = None
    """The page's row as the editor read it for this draft; a new slug since then stays."""

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save a draft; raises NeverLiveError when something made the page live."""
        if self.live and not self._state.adding:
            raise NeverLiveError("pages never go live: a filed Submission is what readers see")
        self.live = False
        kwargs["update_fields"] = fields = self._written_fields(kwargs.get("update_fields"))
        if fields is not None and not REFERRING & fields:
            self._save_without_references(*args, **kwargs)
            return
        with transaction.atomic(savepoint=False):
            self._save_without_references(*args, **kwargs)
            # What Wagtail's task does, which reads the page and all its sections once more.
            ReferenceIndex.create_or_update_for_object(self)

    def _written_fields(self, names):
        """Return the fields to write, so that nothing is undone that others do meanwhile.

        Wagtail writes every column of a draft as it was when it was read, and deletes each comment
        that the draft does not have. None, for a new page, writes all.
        """
        fields = None if names is None else frozenset(names)
        if fields is None and not self._state.adding:
            model: Any = type(self)
            fields = _columns_and_relations(model) - PLACE
            fields -= ADDRESS if self._stored_slug() == self.slug else frozenset()
        if self.known_comments is None:
            return fields
        comments = getattr(self, COMMENTS_RELATION_NAME)
        if fields and not self.known_comments and not comments.all():
            return fields - {COMMENTS_RELATION_NAME}
        comments.add(*Comment.objects.filter(page=self.pk).exclude(pk__in=self.known_comments))
        return fields

    def _stored_slug(self):
        if self.row_read_before is not None:
            return self.row_read_before.slug
        return Page.objects.filter(pk=self.pk).values_list("slug", flat=True).first()

    def _save_without_references(self, *args, **kwargs):
        # Imports models, which are not loaded while this module is.
        from wagtail.signal_handlers import disable_reference_index_auto_update

        with disable_reference_index_auto_update():
            super().save(*args, **kwargs)

    def with_content_json(self, content: Any) -> Any:
        """Return the page as a revision has it, which knows the comments that it came with."""
        draft = super().with_content_json(content)
        comments = getattr(draft, COMMENTS_RELATION_NAME).all()
        draft.known_comments = frozenset(comment.pk for comment in comments)
        return draft

    @classmethod
    def from_serializable_data(
        cls, data: Any, check_fks: bool = True, strict_fks: bool = False
    ) -> Any:
        """Return the page as a revision has it, without a query for each of its foreign keys.

        Those of ours are protected, so what they name is there; Wagtail's come from the row.
        """
        return super().from_serializable_data(data, check_fks=False, strict_fks=strict_fks)

    @classmethod
    def rows_for_drafts(cls) -> QuerySet[Any]:
        """Return the pages of this class to read a newest draft with: what no revision holds."""
        return cls._default_manager.all()

    def permissions_for_user(self, user: Any) -> DepartmentPagePermissionTester:
        return permissions_for_user(self, user)


@cache
def _columns_and_relations(page_class):
    columns = [field.name for field in page_class._meta.concrete_fields if not field.primary_key]
    relations = [relation.get_accessor_name() for relation in get_all_child_relations(page_class)]
    return frozenset(columns + relations)
