"""Whether what the site stands on answers, is new enough, and agrees with what is published."""

import random

from django.conf import settings
from django.db import connection
from django.db.models import Max, Min
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.running import replica
from core.wagtail_changes.forgiving_cache import redis_cache
from guides.choices import DocumentKind
from operations.choices import CheckState, Severity
from operations.inspections.registry import Limit, Outcome, check
from operations.inspections.wording import Words, listed, together, worded
from operations.models import InspectionRun
from operations.service_versions import found_versions
from publication.models import Cursor, DeadLetter, PublicState
from publication.relay import lag_seconds
from search import rebuild, verify
from search.consumer import states as searchable_states
from search.engines import elasticsearch

SAMPLE = 200
SILENT_S = 60


@check(
    "services",
    _("Services that do not answer"),
    limit=Limit(0, unit=_("%(value)s not answering")),
    remedy=_("Start them; manage.py doctor says which, and how."),
    severity=Severity.PARTIAL,
)
def services() -> Outcome:
    """Return how many of database, its copy for readers, search engine and cache do not
    answer; the first one does.
    """
    silent: list[Words] = []
    if settings.SEARCH_URL and not elasticsearch.is_searchable():
        silent.append("Elasticsearch")
    if settings.CACHE_URL:
        try:
            redis_cache().ping()
        except Exception:  # noqa: BLE001  whatever keeps it from answering
            silent.append("Redis")
    if replica.is_set_up():
        try:
            replica.position(replica.ALIAS)
        except replica.AWAY:
            silent.append(_("copy for readers"))
    return Outcome(len(silent), listed(silent))


@check(
    "versions",
    _("Versions of services"),
    limit=Limit(0, unit=_("%(value)s too old")),
    remedy=_("Plan the upgrade in the maintenance plan; docs/operations.md says how."),
    has_trend=False,
)
def versions() -> Outcome:
    """Return how many services are older than what the site was tried with."""
    found = found_versions()
    old = [one for one in found if one.is_too_old]
    return Outcome(len(old), listed(f"{one.name} {one.version}" for one in found))


@check(
    "relay_lag",
    _("Events wait for"),
    limit=Limit(60, 5, unit=_("%(value)s seconds"), digits=1),
    remedy=_("systemctl status guides-relay; the consumer's error is in the list of consumers."),
    severity=Severity.DEGRADED,
)
def relay_lag() -> Outcome:
    """Return how long the oldest event has waited for a consumer; a silent relay failed."""
    seen = Cursor.objects.exclude(seen_at=None).order_by("-seen_at").first()
    silent = (timezone.now() - seen.seen_at).total_seconds() if seen and seen.seen_at else None
    if silent is None:
        return Outcome(lag_seconds(), _("No relay has run yet."))
    if silent > SILENT_S:
        detail = worded(
            _("The relay has been silent for %(seconds)s seconds."), seconds=round(silent)
        )
        return Outcome(lag_seconds(), detail, state=CheckState.FAILED)
    return Outcome(lag_seconds())


@check(
    "dead_letters",
    _("Refused events"),
    limit=Limit(5, 0, unit=_("%(value)s refused")),
    remedy=_("Look at them under “Refused events”, mend the cause, and deliver them anew."),
    severity=Severity.DEGRADED,
)
def dead_letters() -> Outcome:
    """Return how many events a consumer refused and nobody settled."""
    open_letters = DeadLetter.objects.filter(resolved_at=None)
    newest = open_letters.order_by("-pk").first()
    return Outcome(open_letters.count(), newest.error[:200] if newest else "")


@check(
    "search_drift",
    _("Search against what is published"),
    limit=Limit(0, unit=_("%(value)s differ")),
    remedy=_("manage.py search verify names them; manage.py search rebuild mends it."),
    severity=Severity.DEGRADED,
)
def search_drift() -> Outcome:
    """Return how many guides the index lacks or holds in an old version, by count and sample."""
    engine = rebuild.ELASTICSEARCH if settings.SEARCH_URL else rebuild.DATABASE
    published = searchable_states().count()
    rows = _sample()
    taken = verify.cursor_of(engine)
    indexed = verify.documents_of(engine, [code for code, _seq in rows])
    wrong = [code for code, seq in rows if seq <= taken and indexed.get(code) != seq]
    missing = (
        max(0, published - verify.indexed_count(engine)) if verify.last_event() <= taken else 0
    )
    detail = worded(
        _("%(published)s published, %(sample)s looked at"),
        published=f"{published:,}",
        sample=len(rows),
    )
    if wrong:
        detail = together(detail, listed(wrong[:5]))
    return Outcome(max(len(wrong), missing), detail)


def _sample():
    """Return (code, last event) of guides drawn at random; of all when there are few."""
    states = PublicState.objects.filter(kind=DocumentKind.GUIDE)
    ends = states.aggregate(first=Min("pk"), last=Max("pk"))
    if ends["first"] is None:
        return []
    span = range(ends["first"], ends["last"] + 1)
    drawn = span if len(span) <= SAMPLE else random.sample(span, SAMPLE)
    return list(states.filter(pk__in=drawn).values_list("code", "seq"))


@check(
    "clock",
    _("Clocks"),
    limit=Limit(5, 1, unit=_("%(value)s seconds apart"), digits=1),
    remedy=_("Set the clocks by NTP: timedatectl set-ntp true, on every machine."),
    severity=Severity.DEGRADED,
)
def clock() -> Outcome:
    """Return how far this machine's clock is from the database's, or behind the last inspection."""
    now = timezone.now()
    apart = 0.0
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            (theirs,) = cursor.fetchone()
        apart = abs((timezone.now() - theirs).total_seconds())
    newest = InspectionRun.objects.filter(is_demo=False).order_by("-started_at").first()
    if newest and newest.started_at > now:
        apart = max(apart, (newest.started_at - now).total_seconds())
        return Outcome(apart, _("The last inspection lies in the future: the clock went back."))
    return Outcome(apart)
