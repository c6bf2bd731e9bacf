"""The form of a page's draft: merged with the newest revision, and saved only while that is it."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.functional import cached_property
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.templatetags.wagtailadmin_tags import user_display_name

from core.editing.merging_form import SHOWN, MergingForm, stored_values


class DraftMovedError(Exception):
    """Somebody saved the page after the form was merged with its newest draft."""


class DraftForm(MergingForm, WagtailAdminPageForm):
    """Base of the forms of pages whose drafts several people edit side by side.

    `merged_revision` and `merged_with` tell, once the form is validated, with which draft it was
    merged; the second one as the page's row said before the draft was read.
    """

    @cached_property
    def shown_before(self) -> dict[str, Any]:
        """Return what the form showed; by the revision that it names when it does not say so."""
        if not self.is_bound or SHOWN in self.data:
            return super().shown_before
        loaded = self.data.get("loaded_revision_id", "")
        newest = self.newest.latest_revision
        if not loaded or newest is None or self._is(newest):
            return self.newest_values
        revision = self.newest.revisions.filter(pk=loaded).first() if loaded.isdecimal() else None
        # A revision that was rewritten in place since does not say what the form showed.
        if revision is None or not self._is(revision):
            return {}
        return stored_values(revision.as_object(), self.merged_fields)

    def save(self, commit: bool = True) -> Any:
        """Save the draft; raises DraftMovedError when another one was saved since `clean`."""
        # The view's transaction ends with whatever is raised here.
        with transaction.atomic(savepoint=False):
            if commit and self.newest_draft_now() != self.merged_with:
                raise DraftMovedError
            return super().save(commit=commit)

    def newest_draft_now(self) -> tuple[int | None, datetime | None]:
        """Return the newest revision and its moment; holds the page until the transaction ends."""
        rows = type(self.instance)._base_manager.select_for_update(of=("self", "page_ptr"))
        row = rows.only("latest_revision_id", "latest_revision_created_at")
        return _moment_of(row.get(pk=self.instance.pk))

    def other_author(self) -> dict[str, str]:
        """Return who saved the draft that the form was merged with, and when, as words."""
        author, moment = self.merged_revision.user, localtime(self.merged_revision.created_at)
        if author is None:
            name = _("the system")
        elif author == self.for_user:
            name = _("you, in another window,")
        else:
            name = user_display_name(author)
        return {"name": name, "time": moment.strftime("%H:%M")}

    def _post_clean(self):
        # Kept before the form changes the page, and saving gives it a newer revision.
        self.merged_revision = self.newest.latest_revision
        self.merged_with = _moment_of(self.newest.row_read_before or self.newest)
        super()._post_clean()

    def _is(self, revision):
        """Return whether the form was drawn with this revision as it is now."""
        seen = self.data.get("loaded_revision_id"), self.data.get("loaded_revision_created_at")
        return seen == (str(revision.pk), revision.created_at.isoformat())


def _moment_of(row):
    return row.latest_revision_id, row.latest_revision_created_at
