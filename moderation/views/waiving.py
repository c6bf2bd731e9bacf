"""Waiving a rule (豁免) for one guide, from the review screen, with the reason."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from core.audit import record
from core.texts.typed import typed_text
from moderation.acts import WAIVED
from moderation.looking import kinds_of
from moderation.rules import role_of
from moderation.views.reading import ReadSubmission
from moderation.views.review import ReviewView
from moderation.views.visible import visible_submission
from quality.models import Waiver
from quality.rule import RULES

LONGEST = 500


@require_POST
def waive(request: HttpRequest, pk: int) -> HttpResponse:
    """Waive a rule for the guide of a Submission; the reform office's reviewers of it may."""
    submission = visible_submission(request.user, pk)
    if not ReadSubmission(submission, request.user).can_waive:
        raise PermissionDenied
    typed = {name: request.POST.get(name, "") for name in ("rule", "kind", "reason")}
    rule, kind = typed["rule"], typed["kind"]
    try:
        reason = typed_text(typed["reason"], LONGEST)
        if rule not in RULES or kind not in kinds_of(submission) or not reason:
            raise ValidationError(_("A waiver names its rule and says why it need not be kept."))
    except ValidationError as refused:
        return ReviewView.with_refused_waiver(request, pk, typed, refused.messages[0])
    _waive(submission, request.user, kind, rule, reason)
    messages.success(request, _("Rule %(rule)s is waived for this guide.") % {"rule": rule})
    return redirect("moderation:review", submission.pk)


@transaction.atomic
def _waive(submission, user, kind, rule, reason):
    """Store the waiver once, and write it down."""
    _waiver, is_new = Waiver.objects.get_or_create(
        code=submission.code,
        kind=kind,
        rule=rule,
        withdrawn_at=None,
        defaults={"reason": reason, "by": user},
    )
    if is_new:
        record(
            WAIVED,
            by=user,
            role=role_of(submission.stage),
            about=submission,
            code=submission.code,
            sha256=submission.sha256,
            after={"rule": rule, "kind": kind, "reason": reason},
        )
