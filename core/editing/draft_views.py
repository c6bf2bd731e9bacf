"""The views of a page's draft (edit, revert, preview): nothing that others saved is lost."""

from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.http import HttpResponse, JsonResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.side_panels import ChecksSidePanel
from wagtail.admin.views.pages.preview import PreviewOnEditView
from wagtail.admin.views.pages.revisions import RevisionsRevertView

from core.editing.draft_form import DraftForm, DraftMovedError
from core.editing.merging_form import CONFLICT


class MergingView:
    """Mixin of views with a DraftForm: leaves to the form what Wagtail's views refuse or lose.

    Wagtail refuses an autosave when somebody else has saved, and lets an explicit save write over
    it. Here both are merged, and a merge that came too late is done once more.
    """

    partials_template_name = "core/editing/edit_partials.html"

    def get_template_names(self) -> list[str]:
        template = getattr(self.page_class, "editor_template", None)
        return [template] if template else super().get_template_names()

    @cached_property
    def is_merging(self) -> bool:
        """Whether the page's form can be merged; containers have Wagtail's plain form."""
        return issubclass(self.form_class, DraftForm)

    @cached_property
    def is_out_of_date(self) -> bool:
        return False if self.is_merging else super().is_out_of_date

    def post(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.is_merging:
            self._overwrite_newest_of_same_person_only()
        try:
            return super().post(request, *args, **kwargs)
        except DraftMovedError:
            whole = request.resolver_match
            return whole.func(request, *whole.args, **whole.kwargs)

    def _overwrite_newest_of_same_person_only(self):
        """Drop Wagtail's wish to rewrite a revision in place, unless it is this person's newest."""
        newest = self.latest_revision
        overwritten_id = self.request.POST.get("overwrite_revision_id")
        if overwritten_id and not (
            newest and overwritten_id == str(newest.pk) and newest.user_id == self.request.user.pk
        ):
            self.request.POST = self.request.POST.copy()
            del self.request.POST["overwrite_revision_id"]

    def get_side_panels(self) -> MediaContainer:
        """Leave out Wagtail's checker: it counts headings and pictures, and 0 beside real gaps."""
        panels = super().get_side_panels()
        return MediaContainer([one for one in panels if not isinstance(one, ChecksSidePanel)])

    def form_invalid(self, form: Any) -> HttpResponse:
        if self.locked_for_user or not form.has_error(NON_FIELD_ERRORS, CONFLICT):
            return super().form_invalid(form)
        if self.expects_json_response:
            # Wagtail's script knows this code: it shows the sentence and tries again later.
            return self.json_error_response("validation_error", self.conflict_in_words(form))
        messages.error(self.request, self.conflict_in_words(form))
        self.has_unsaved_changes = True
        return self.render_to_response(self.get_context_data())

    def redirect_and_remain(self) -> HttpResponse:
        """Name the next page to the editor's script, which leaves its page only then."""
        answer = super().redirect_and_remain()
        if self.request.headers.get("X-Requested-With") == "XMLHttpRequest":
            return JsonResponse({"location": answer.url})
        return answer

    def add_save_confirmation_message(self) -> None:
        if notice := self.merge_notice():
            messages.success(self.request, notice)
        else:
            super().add_save_confirmation_message()

    def conflict_in_words(self, form: Any) -> str:
        """Return the sentence about places that both changed."""
        sentence = _(
            "Not saved yet: %(name)s changed %(count)s of the same places at %(time)s. Press "
            "“Save draft” and choose which text is to stay. Nothing of yours is lost."
        )
        return sentence % (form.other_author() | {"count": len(form.conflicts)})

    def merge_notice(self) -> str:
        """Return the sentence that names what others had changed, or an empty string."""
        labels = self.form.merged_labels() if self.is_merging and self.form.is_bound else []
        if not labels:
            return ""
        sentence = _("Saved, together with what %(name)s changed at %(time)s: %(places)s.")
        return sentence % (self.form.other_author() | {"places": "、".join(map(str, labels))})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if self.expects_json_response:
            kwargs["merge_notice"] = self.merge_notice()
        return super().get_context_data(**kwargs)


class DraftRevertView(MergingView, RevisionsRevertView):
    """Restores an older revision (恢复到这一版) as a change of the newest one."""

    def get_object(self) -> Any:
        page = super().get_object()
        if self.latest_revision:
            page.newest_draft = self.latest_revision.as_object()
            page.newest_draft.row_read_before = self.real_page_record
        return page


class DraftPreviewView(PreviewOnEditView):
    """The editor's preview: shows the person's own text where others changed the same place."""

    def validate_form(self, form: Any) -> bool:
        form.asks_about_conflicts = False
        return super().validate_form(form)
