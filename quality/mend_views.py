"""Adopting a fix outside of the editor: the draft is mended and saved as this person's."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from core import registries
from guides.choices import DocumentKind
from guides.compiling.changing import REMOVED, change_page
from guides.document.inheriting import is_local
from guides.models import GuidePage
from quality.drafts import DraftFinding, check_guide, check_manual
from quality.finding import Fix


@require_POST
def mend(request: HttpRequest, page_id: int) -> HttpResponse:
    """Carry out the certain fix of one finding (`kind`, `rule`, `pointer`) in a guide's draft.

    It is looked for anew: what the draft says by now counts.
    """
    guide = get_object_or_404(GuidePage, pk=page_id)
    if not guide.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    wanted = tuple(request.POST.get(name, "") for name in ("kind", "rule", "pointer"))
    page, found = _checked(guide, wanted[0])
    fix = next((_fix_of(one) for one in found if _names(one) == wanted and _fix_of(one)), None)
    if fix is None:
        messages.warning(request, _("The draft says something else by now; nothing was changed."))
    elif is_inherited(page, fix):
        messages.warning(
            request,
            _("This place is inherited from the standard guide: it is mended there, for all."),
        )
    else:
        # From the last row to the first, so that a removed row moves no other's place.
        for change in sorted(fix.changes, key=lambda one: one.path, reverse=True):
            value = REMOVED if change.op == "remove" else change.value
            change_page(page, change.path, value)
        page.save_revision(user=request.user, log_action=True)
        messages.success(request, _("Mended and saved: %(fix)s") % {"fix": fix.text})
    submitting = registries.submitting(request.user, guide)
    edit = reverse("wagtailadmin_pages:edit", args=[guide.pk])
    return redirect(submitting[0] if submitting else edit)


def _checked(guide_page: GuidePage, kind: str):
    """Return the draft page of a kind, and what is found in it."""
    draft = guide_page.get_latest_revision_as_object()
    if kind != DocumentKind.MANUAL:
        return draft, check_guide(draft.present(), draft.outline)
    if guide_page.manual is None:
        return None, []
    manual = guide_page.manual.get_latest_revision_as_object()
    return manual, check_manual(manual.present(), manual.outline, draft.present())


def is_inherited(page: Any, fix: Fix) -> bool:
    """Return whether a fix is of places that a guide has from its standard guide."""
    return page.is_heir and not all(is_local(change.path) for change in fix.changes)


def _names(one: DraftFinding) -> tuple[str, str, str]:
    return str(one.kind), one.finding.rule, one.pointer


def _fix_of(one: DraftFinding) -> Fix | None:
    fix = one.finding.fix
    return fix if fix and fix.certain else None
