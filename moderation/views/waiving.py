"""Waiving a rule (豁免) for one guide, from the review screen, with the reason."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from moderation.looking import kinds_of
from moderation.views.reading import ReadSubmission
from moderation.views.visible import visible_submission
from quality.models import Waiver
from quality.rule import RULES

LONGEST = 500


@require_POST
def waive(request, pk):
    """Waive a rule for the guide of a Submission; the reform office's reviewers of it may."""
    submission = visible_submission(request.user, pk)
    if not ReadSubmission(submission, request.user).can_waive:
        raise PermissionDenied
    rule, kind = request.POST.get("rule", ""), request.POST.get("kind", "")
    reason = request.POST.get("reason", "").strip()[:LONGEST]
    if rule not in RULES or kind not in kinds_of(submission) or not reason:
        messages.error(request, _("A waiver names its rule and says why it need not be kept."))
    else:
        Waiver.objects.get_or_create(
            code=submission.code,
            kind=kind,
            rule=rule,
            withdrawn_at=None,
            defaults={"reason": reason, "by": request.user},
        )
        messages.success(request, _("Rule %(rule)s is waived for this guide.") % {"rule": rule})
    return redirect("moderation:review", submission.pk)
