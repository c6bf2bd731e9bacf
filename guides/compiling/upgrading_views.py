"""The screen of one guide's upgrade: what a newer version of its outline asks, then the upgrade."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from pydantic import ValidationError as DocumentError
from wagtail.models import Page

from core import registries
from core.running.retrying import retrying
from guides.compiling.editable import editable
from guides.compiling.upgrading import ChangedByUpgradeError, upgrade
from guides.document.errors import problems_of
from guides.models import GuidePage, Outline
from guides.outlines.conformance import Finding, nonconformities
from guides.outlines.differences import differences
from guides.outlines.loading import file_of

SAVED_MEANWHILE = gettext_lazy(
    "Somebody has saved this draft meanwhile, or a newer version was released. Nothing was "
    "changed: look at it again."
)
UNDER_REVIEW = gettext_lazy(
    "It is under review. Upgrade it once that has been decided, so that the text that is filed is "
    "the one that was read."
)


@require_http_methods(["GET", "HEAD", "POST"])
def upgrade_one(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show what a draft would lack under its outline's newest version; a POST upgrades it."""
    page = editable(request, page_id)
    status = 200
    if request.method == "POST":
        try:
            _upgraded(request, page_id)
            messages.success(
                request,
                _("Upgraded. Every value is kept; what the new version asks is marked below."),
            )
            return redirect("wagtailadmin_pages:edit", page_id)
        except ValidationError as error:
            messages.error(request, error.messages[0])
            page, status = editable(request, page_id), 422
    newer = page.outline.newer()
    context: dict[str, Any] = {"page": page, "outline": page.outline, "newer": newer}
    context["why_not"] = UNDER_REVIEW if _is_in_review(page) else ""
    if newer:
        context |= _compared(page, newer)
    return render(request, "guides/admin/upgrade.html", context, status=status)


def _compared(page: Any, newer: Outline) -> dict[str, Any]:
    """Return what the newer version changes, and what the draft lacks under it but not today."""
    before, after = (file_of(one).model_dump(mode="json") for one in (page.outline, newer))
    context = {"changes": differences(before, after), "seen": _seen(page, newer)}
    draft = page.get_latest_revision_as_object()
    try:
        today = {_place(one) for one in nonconformities(draft.present(), page.outline)}
        draft.outline = newer
        found = nonconformities(draft.present(), newer)
    except DocumentError as error:
        return context | {"unreadable": problems_of(error)}
    missing = [one for one in found if _place(one) not in today]
    return context | {"missing": missing, "still": len(found) - len(missing)}


def _is_in_review(page: Any) -> bool:
    guide = getattr(page, "guide", page)
    return GuidePage.objects.filter(registries.guides_in_review(), pk=guide.pk).exists()


def _place(finding: Finding) -> tuple[str, str]:
    return finding.pointer, finding.message


def _seen(page: Any, newer: Outline) -> str:
    """Return what a person was shown: this draft, against this version."""
    return f"{page.latest_revision_id}-{newer.pk}"


@retrying
@transaction.atomic
def _upgraded(request: HttpRequest, page_id: int) -> None:
    """Upgrade a draft as its person saw it; ValidationError says why not."""
    # Who saves or submits it at this moment waits, and finds it upgraded.
    list(Page.objects.select_for_update(of=("self",)).filter(pk=page_id).only("pk"))
    page = editable(request, page_id)
    newer = page.outline.newer()
    if newer is None or request.POST.get("seen") != _seen(page, newer):
        raise ValidationError(SAVED_MEANWHILE)
    if _is_in_review(page):
        raise ValidationError(UNDER_REVIEW)
    try:
        upgrade(page, newer, request.user)
    except ChangedByUpgradeError as error:
        raise ValidationError(error.message) from error
    except DocumentError as error:
        raise ValidationError(_("Some values cannot be used")) from error
