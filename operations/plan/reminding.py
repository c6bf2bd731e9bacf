"""Reminders of the plan's nodes: by mail to operators, a week ahead and when late."""

import logging
from datetime import date, timedelta

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.choices import Role
from core.people.membership import Membership
from operations.models import PlanNode

log = logging.getLogger(__name__)
AHEAD = timedelta(days=7)
AGAIN = timedelta(days=7)


def to_remind(today: date) -> QuerySet[PlanNode]:
    """Return the open nodes of which somebody should hear today: soon due or late, once a week."""
    rested = Q(reminded_on=None) | Q(reminded_on__lte=today - AGAIN)
    open_nodes = PlanNode.objects.filter(rested, done_on=None, year__is_demo=False)
    return open_nodes.filter(due_on__lte=today + AHEAD).order_by("due_on")


def remind(until: float) -> int:
    """Mail the operators about nodes; return how many nodes were told of.

    Without a mail server the admin's first page alone tells of them.
    """
    if not settings.MAIL_IS_SET_UP:
        return 0
    today = timezone.localdate()
    nodes = list(to_remind(today)[:50])
    if not nodes:
        return 0
    # First written down: a mail that is lost is less harm than one a second.
    PlanNode.objects.filter(pk__in=[one.pk for one in nodes]).update(reminded_on=today)
    with translation.override(settings.LANGUAGE_CODE):
        message = EmailMessage(_subject(nodes), _text(nodes), to=_operators())
    if message.to:
        message.send()
    return len(nodes)


def _operators():
    held = Membership.objects.in_force().filter(role=Role.OPERATOR).values("user")
    people = get_user_model().objects.filter(pk__in=held, is_active=True).exclude(email="")
    return list(people.values_list("email", flat=True))


def _subject(nodes):
    late = sum(one.is_late for one in nodes)
    if late:
        return _("Maintenance plan: %(late)s late") % {"late": late}
    return _("Maintenance plan: %(count)s nodes within a week") % {"count": len(nodes)}


def _text(nodes):
    lines = [
        f"{date_format(one.due_on, 'SHORT_DATE_FORMAT')} {one.title} {one.responsible}".rstrip()
        for one in nodes
    ]
    return "\n".join([*lines, "", settings.PUBLIC_BASE_URL + reverse("operations:plan")])
