"""Whether what was made can be lost: the age of the last backup, and of the last drill."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from operations.choices import CheckState, Severity
from operations.founding import founded_at
from operations.inspections.registry import Limit, Outcome, check
from operations.inspections.wording import moment_words, worded
from operations.models import BackupRun, Drill

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@check(
    "backup_age",
    _("Time since the last backup"),
    limit=Limit(26, 24.5, unit=_("%(value)s hours")),
    remedy=_(
        "Make one: manage.py backup --to FOLDER; then see why the timer guides-backup did not."
    ),
    severity=Severity.RISK,
)
def backup_age() -> Outcome:
    """Return the hours since the last backup; of a house without one, since its first day."""
    last = BackupRun.objects.filter(is_demo=False).first()
    began = last.finished_at if last else founded_at()
    if last:
        detail = worded(
            _("Last: %(moment)s, in %(place)s"),
            moment=moment_words(last.finished_at),
            place=last.place,
        )
    else:
        detail = _("There has never been a backup.")
    return Outcome((timezone.now() - began) / HOUR, detail)


@check(
    "drill_age",
    _("Time since the last recovery drill"),
    limit=Limit(35, 31, unit=_("%(value)s days")),
    remedy=_("Make one: manage.py drill --from FOLDER; it takes minutes."),
    severity=Severity.RISK,
)
def drill_age() -> Outcome:
    """Return the days since the last drill; one that found a fault counts as failed."""
    last = Drill.objects.filter(is_demo=False).first()
    if last is None:
        days = (timezone.now() - founded_at()) / DAY
        return Outcome(days, _("There has never been a recovery drill."))
    detail = worded(
        _("Lost %(lost)s seconds, answered after %(back)s seconds"),
        lost=round(last.rpo_s),
        back=round(last.rto_s),
    )
    state = None if last.passed else CheckState.FAILED
    if not last.passed:
        detail = worded(
            _("The last drill found %(count)s fingerprints that differ."), count=last.mismatches
        )
    return Outcome((timezone.now() - last.at) / DAY, detail, state=state)
