"""Whether the house is kept: backups, drills, inspections, incidents, people."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth import get_user_model
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.choices import Role
from core.models import Membership
from operations.choices import CheckState
from operations.doctor.database import MANAGE
from operations.doctor.lines import Ailment, line
from operations.founding import founded_at
from operations.inspections.checks.backups import backup_age, drill_age
from operations.inspections.registry import CHECKS
from operations.models import Incident, InspectionRun

KEPT = ["database", "migrations"]


def _of_check(name, outcome, remedy):
    state = outcome.state or CHECKS[name].limit.state_of(outcome.value)
    if state != CheckState.FAILED:
        return None
    shown = outcome.shown or CHECKS[name].limit.words(outcome.value)
    return Ailment(f"{shown}。{outcome.detail}", remedy)


@line("backup", gettext_lazy("Backups"), needs=KEPT)
def backup() -> Ailment | None:
    """There is a backup of the last day."""
    place = settings.BACKUP_DIR or "DIR"
    return _of_check("backup_age", backup_age(), f"`{MANAGE} backup --to {place}`")


@line("drill", gettext_lazy("Recovery drills"), needs=KEPT)
def drill() -> Ailment | None:
    """A backup was restored for proof within the last month."""
    place = settings.BACKUP_DIR or "DIR"
    return _of_check("drill_age", drill_age(), f"`{MANAGE} drill --from {place}`")


@line("inspection", gettext_lazy("Inspections"), needs=KEPT)
def inspection() -> Ailment | None:
    """The house was inspected within two days."""
    last = InspectionRun.objects.filter(is_whole=True, is_demo=False).first()
    since = last.started_at if last else founded_at()
    if timezone.now() - since > timedelta(days=2):
        cause = _("The last inspection was %(days)s days ago.") % {
            "days": (timezone.now() - since).days
        }
        return Ailment(cause, f"`{MANAGE} inspect`")
    return None


@line("incidents", gettext_lazy("Open incidents"), needs=KEPT)
def incidents() -> Ailment | None:
    """Somebody has taken up what is open."""
    waiting = Incident.objects.real().open().filter(responded_at=None)
    if waiting.exists():
        names = "；".join(waiting.values_list("title", flat=True)[:3])
        cause = _("Nobody has taken up: %(names)s") % {"names": names}
        return Ailment(
            cause, _("Take them up in the admin, Operations → Incidents."), is_warning=True
        )
    return None


@line("people", gettext_lazy("Operators"), needs=KEPT)
def people() -> Ailment | None:
    """Two operators or more: roles are granted by one and confirmed by another."""
    held = Membership.objects.in_force().filter(role=Role.OPERATOR, user__is_active=True)
    superusers = get_user_model().objects.filter(is_superuser=True, is_active=True)
    if held.values("user").distinct().count() + superusers.count() < 2:
        return Ailment(
            _("There is only one operator: nobody can confirm what he proposes."),
            _("Make a second one: `manage.py createsuperuser`, who then grants the role."),
            is_warning=True,
        )
    return None
