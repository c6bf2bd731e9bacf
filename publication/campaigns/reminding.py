"""Reminders (催办) of campaigns: before a milestone by themselves, or when somebody asks."""

import logging
from datetime import timedelta
from time import monotonic
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from core.access.own_language import language_of
from core.audit import record
from core.choices import DEPARTMENT_ROLES
from core.duties.working_days import days_until
from core.people.mailing import claimed, deliver
from core.people.membership import Membership
from core.running.retrying import retrying
from publication.acts import CAMPAIGN_REMINDED
from publication.campaigns.progress import newest_counts
from publication.models import Campaign, CampaignMilestone, CampaignReminder

log = logging.getLogger(__name__)

AHEAD = 5
"""Working days before a milestone at which departments that lag behind are reminded."""

STALE = timedelta(days=3)
"""A reminder that could not be mailed for so long is not sent any more."""


@retrying
@transaction.atomic
def remind(
    campaign: Campaign, *, by: Any = None, milestone: CampaignMilestone | None = None
) -> int:
    """Remind each department of a campaign that is not done yet; return how many.

    A department is reminded once a day at most. With a milestone, only those below its share.
    """
    today, reminded = timezone.localdate(), 0
    for row in newest_counts(campaign):
        is_behind = row.percent < milestone.percent if milestone else row.missing
        if is_behind:
            _reminder, is_new = CampaignReminder.objects.get_or_create(
                campaign=campaign,
                department=row.department,
                day=today,
                defaults={"milestone": milestone, "missing": row.missing, "sent_by": by},
            )
            reminded += is_new
    if reminded:
        label = str(campaign)
        record(CAMPAIGN_REMINDED, by=by, about=campaign, label=label, departments=reminded)
    return reminded


def remind_when_due(_until: float) -> int:
    """Remind of milestones that are near and not reached, once each; background work."""
    today = timezone.localdate()
    for campaign in Campaign.objects.filter(due_on__gte=today).exclude(counted_at=None):
        reminded_of = CampaignReminder.objects.filter(milestone=OuterRef("pk"))
        near = campaign.milestones.filter(reached_on=None, due_on__gte=today)
        for milestone in near.exclude(Exists(reminded_of)):
            is_near = days_until(milestone.due_on, today) <= AHEAD
            # One that nobody lags behind must not hold up the next.
            if is_near and (reminded := remind(campaign, milestone=milestone)):
                return reminded
    return 0


def send_reminders(until: float) -> int:
    """Mail what waits up to a `monotonic()` moment; return how many reminders were mailed.

    Sends nothing without a mail server (`MAIL_IS_SET_UP`).
    """
    sent = 0
    while settings.MAIL_IS_SET_UP and monotonic() < until and (reminder := _next()):
        sent += _send(reminder)
    return sent


def _next():
    """Return a reminder to be mailed, claimed for this relay alone; None when there is none."""
    fresh = CampaignReminder.objects.filter(day__gte=timezone.localdate() - STALE)
    return claimed(fresh.select_related("campaign", "department"))


def _send(reminder):
    """Mail one reminder to the department's people; a mail server that is away is tried again."""
    held = Membership.objects.in_force().filter(
        user=OuterRef("pk"), role__in=DEPARTMENT_ROLES, department=reminder.department
    )
    people = get_user_model().objects.filter(Exists(held), is_active=True).exclude(email="")
    found = people.select_related("wagtail_userprofile")
    try:
        deliver([_message(reminder, person) for person in found])
    except OSError as error:
        log.warning("a reminder of %s could not be mailed: %s", reminder.campaign, error)
        return 0
    CampaignReminder.objects.filter(pk=reminder.pk).update(mailed_at=timezone.now())
    return 1


def _message(reminder, person):
    with translation.override(language_of(person)):
        address = reverse("campaigns_one", args=[reminder.campaign_id])
        context = {"reminder": reminder, "address": f"{settings.PUBLIC_BASE_URL}{address}"}
        text = render_to_string("publication/campaigns/reminder.txt", context)
        subject = _("%(name)s: %(count)s still to be done") % {
            "name": " ".join(reminder.campaign.name.split()),
            "count": reminder.missing,
        }
        return EmailMessage(subject, text, to=[person.email])
