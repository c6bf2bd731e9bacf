"""Whether what is published is whole: texts, files, links, dates, and the log behind it."""

import random
from datetime import timedelta
from hashlib import sha256

from django.db.models import Count, Max, Min
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.audit.verify import verify
from core.files.content_store import ContentStore, path_for
from operations.choices import CheckState, Severity
from operations.inspections.registry import Limit, Outcome, check
from operations.inspections.wording import together, worded
from operations.models import CheckResult
from publication.choices import State
from publication.models import Event, PublicState, PublishedFile, PublishedVersion, QualityResult

SAMPLE = 200
LOOKED_AT_AGAIN = 1000
MOST_FILES = 20_000
UNCHECKED_AFTER = timedelta(days=365)


@check(
    "fingerprints",
    _("Fingerprints of filed versions"),
    limit=Limit(0, unit=_("%(value)s differ")),
    remedy=_(
        "Stop filing, and compare with the last b"
        "ackup: manage.py restore; someone changed the database."
    ),
    severity=Severity.PARTIAL,
)
def fingerprints() -> Outcome:
    """Return how many of the sampled versions do not hash to what is written beside them."""
    versions = _drawn(PublishedVersion.objects.all(), SAMPLE)
    wrong = [
        one.filing_no
        for one in versions
        if sha256(one.text.encode()).hexdigest() != one.sha256
        or (one.public_text and sha256(one.public_text.encode()).hexdigest() != one.public_sha256)
    ]
    total = PublishedVersion.objects.count()
    detail = worded(
        _("%(sample)s of %(total)s versions worked out anew"),
        sample=len(versions),
        total=f"{total:,}",
    )
    return Outcome(len(wrong), together(detail, *wrong[:5]))


@check(
    "event_log",
    _("Log of events"),
    limit=Limit(0, unit=_("%(value)s gaps")),
    remedy=_("Restore the rows that miss from a backup: manage.py restore."),
    severity=Severity.PARTIAL,
)
def event_log() -> Outcome:
    """Return how many numbers miss in the log, whose sequence has no gaps."""
    found = Event.objects.aggregate(first=Min("seq"), last=Max("seq"), count=Count("pk"))
    if not found["count"]:
        return Outcome(0)
    gaps = found["last"] - found["first"] + 1 - found["count"]
    return Outcome(gaps, worded(_("%(count)s events"), count=f"{found['count']:,}"))


@check(
    "audit_chain",
    _("Audit chain"),
    limit=Limit(0, unit=_("%(value)s breaks")),
    remedy=_("manage.py verify_audit names the row; docs/operations.md, “audit”."),
    severity=Severity.PARTIAL,
)
def audit_chain() -> Outcome:
    """Return 1 when the audit log is not as it was written; only what is new is looked at again.

    What the last sound inspection looked at is taken as sound, but once a week all of it is.
    """
    verdict = verify(after=_verified_before())
    detail = worded(_("%(count)s rows"), count=f"{verdict.rows:,}")
    if verdict.bad:
        where = f"{verdict.bad.table} {verdict.bad.row}: {verdict.bad.what}"
        return Outcome(1, together(detail, where))
    return Outcome(0, detail, _("no break"))


def _verified_before():
    """Return up to which row the last inspection found the chain sound; 0 once a week."""
    since = timezone.now() - timedelta(days=1)
    if timezone.localdate().weekday() == 6:
        return 0
    sound = CheckResult.objects.filter(
        check_name="audit_chain", state=CheckState.OK, at__gte=since, run__is_demo=False
    )
    last = sound.order_by("-at").values_list("detail", flat=True).first() or ""
    digits = "".join(letter for letter in last if letter in "0123456789")
    return max(int(digits or 0) - LOOKED_AT_AGAIN, 0)


@check(
    "attachments",
    _("Broken links and attachments"),
    limit=Limit(0, unit=_("%(value)s broken")),
    remedy=_("Lay the files back from a backup: manage.py restore; then inspect again."),
    severity=Severity.DEGRADED,
)
def attachments() -> Outcome:
    """Return how many published files are not there or have changed, and successors that miss."""
    store = ContentStore()
    hashes = list(
        PublishedFile.objects.order_by("sha256")
        .values_list("sha256", flat=True)
        .distinct()[:MOST_FILES]
    )
    missing = [one for one in hashes if not store.exists(path_for(one))]
    looked_at = random.sample(hashes, min(len(hashes), 50))
    changed = [one for one in looked_at if one not in missing and not _is_whole(store, one)]
    lost = _lost_successors()
    names = PublishedFile.objects.filter(sha256__in=[*missing, *changed][:5])
    detail = worded(
        _("%(files)s files, %(sample)s of them read"),
        files=f"{len(hashes):,}",
        sample=len(looked_at),
    )
    where = [f"{one.name} ({one.code})" for one in names[:5]] + lost[:5]
    return Outcome(len(missing) + len(changed) + len(lost), together(detail, *where))


@check(
    "due_guides",
    _("Guides whose day has passed"),
    limit=Limit(0, unit=_("%(value)s not followed")),
    remedy=_("The relay lets dates take effect: systemctl restart guides-relay."),
    severity=Severity.DEGRADED,
)
def due_guides() -> Outcome:
    """Return how many states should have changed by now, suspensions past their end included."""
    today = timezone.localdate()
    due = PublicState.objects.filter(due_on__lt=today).count()
    ended = PublicState.objects.filter(state=State.SUSPENDED, until__lt=today)
    detail = (
        worded(
            _("%(count)s suspensions are past their end and wait for an officer"),
            count=ended.count(),
        )
        if ended.exists()
        else ""
    )
    state = CheckState.NEAR if not due and detail else None
    return Outcome(due, detail, state=state)


@check(
    "unchecked_guides",
    _("Guides unchecked for a year"),
    limit=Limit(20, 0, unit=_("%(value)s %%"), digits=1),
    remedy=_("The quality overview lists them by department; remind the departments."),
)
def unchecked_guides() -> Outcome:
    """Return the share of guides in force, in percent, that nobody has checked for a year."""
    results = QualityResult.objects.all()
    total = results.count()
    oldest = timezone.localdate() - UNCHECKED_AFTER
    old = results.exclude(checked_on__gte=oldest).count()
    detail = worded(_("%(count)s of %(total)s"), count=f"{old:,}", total=f"{total:,}")
    return Outcome(100 * old / total if total else 0, detail)


def _drawn(rows, most):
    """Return rows drawn at random by key; all of them when there are few."""
    ends = rows.aggregate(first=Min("pk"), last=Max("pk"))
    if ends["first"] is None:
        return []
    span = range(ends["first"], ends["last"] + 1)
    return list(rows.filter(pk__in=span if len(span) <= most else random.sample(span, most)))


def _is_whole(store, digest):
    with store.open(path_for(digest)) as file:
        found = sha256()
        for chunk in file.chunks():
            found.update(chunk)
    return found.hexdigest() == digest


def _lost_successors():
    """Return what names a successor that there is not."""
    named = PublicState.objects.exclude(successor="").values_list("code", "successor")
    pairs = list(named[:1000])
    known = set(
        PublicState.objects.filter(code__in={one for _code, one in pairs}).values_list(
            "code", flat=True
        )
    )
    return [f"{code} → {successor}" for code, successor in pairs if successor not in known]
