"""What the status page tells: a sentence, each part, maintenance to come, faults of 90 days."""

from datetime import timedelta
from typing import Any

from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from guides.choices import DocumentKind
from operations.choices import Component
from operations.models import BackupRun, Incident, LatestLook, PlanNode, ServiceDay
from operations.status.looking import DOWN, OK, SPARE
from publication.choices import State
from publication.models import Event, PublicState

DAYS = 90
NOTICE_DAYS = 3
SILENT = timedelta(minutes=3)
MOST_INCIDENTS = 20


def status_facts(*, is_down: bool = False) -> dict[str, Any]:
    """Return what the status page shows, in the active language.

    `is_down` is for the page that the web server shows while the site does not answer: its sentence
    says so, and the rest is what was seen last.
    """
    latest = LatestLook.objects.filter(pk=LatestLook.ONLY).first()
    now = timezone.now()
    rows = [_row(name, latest) for name in Component]
    incidents = _incidents(now)
    return {
        "at": latest.at if latest else now,
        "is_silent": latest is None or now - latest.at > SILENT,
        "is_down": is_down,
        "worst": DOWN if is_down else _worst(rows),
        "headline": _headline(rows, latest, now, is_down),
        "parts": rows,
        "planned": _planned(now),
        "incidents": incidents,
        "days": DAYS,
        "closed_minutes": sum(one.minutes for one in incidents if not one.is_open),
        "closed": sum(not one.is_open for one in incidents),
        "backup": _backup_in_words(now),
    }


def _row(name, latest):
    seen = (latest.parts if latest else {}).get(name, {"state": OK})
    state = seen["state"]
    return {
        "name": name.value,
        "label": str(name.label),
        "state": state,
        "word": {OK: _("normal"), SPARE: _("spare"), DOWN: _("out of order")}[state],
        "style": {OK: "ok", SPARE: "warn", DOWN: "stop"}[state],
        "words": _words(name, state, seen),
        "usable": _usable(name),
    }


def _words(name, state, seen):
    if state == DOWN:
        return _("It cannot be used at the moment; we are at work on it.")
    if name == Component.GUIDES:
        states = PublicState.objects.filter(kind=DocumentKind.GUIDE, state=State.CURRENT)
        words = _("%(count)s guides in force can be opened") % {"count": f"{states.count():,}"}
        return words if state == OK else _("Pages open more slowly than usual.")
    if name == Component.SEARCH and state == SPARE:
        return _("The spare engine finds everything; its order may be less exact than usual.")
    if name == Component.UPDATES:
        lag = seen.get("lag_s", 0)
        if state == SPARE:
            return _("What is published reaches pages and portals after %(seconds)s seconds.") % {
                "seconds": round(lag)
            }
        return _("Published within a minute of filing")
    if name == Component.API:
        last = Event.objects.order_by("-seq").values_list("seq", flat=True).first()
        return _("The latest change has the number %(number)s") % {"number": f"{last or 0:,}"}
    return _("as usual")


def _usable(name):
    since = timezone.localdate() - timedelta(days=DAYS)
    found = ServiceDay.objects.filter(component=name, day__gte=since, is_demo=False)
    sums = found.aggregate(looks=Sum("looks"), good=Sum("good"))
    if not sums["looks"]:
        return ""
    share = 100 * sums["good"] / sums["looks"]
    # Rounded down: 99.996 % is not always.
    return f"{int(share * 100) / 100:g} %"


def _worst(rows):
    states = {row["state"] for row in rows}
    return DOWN if DOWN in states else SPARE if SPARE in states else OK


def _headline(rows, latest, now, is_down):
    if is_down:
        return _("The site cannot be opened at the moment")
    if latest is None:
        return _("The site answers; it has not been watched yet")
    if now - latest.at > SILENT:
        return _("The site answers; what is below was seen a while ago")
    down = [row["label"] for row in rows if row["state"] == DOWN]
    spare = [row["label"] for row in rows if row["state"] == SPARE]
    if down:
        return _("%(parts)s out of order, all else normal") % {"parts": "、".join(down)}
    if spare:
        return _("%(parts)s not as usual, all else normal") % {"parts": "、".join(spare)}
    return _("Everything is normal")


def _planned(now):
    today = timezone.localtime(now).date()
    nodes = PlanNode.objects.exclude(notice="").filter(done_on=None, year__is_demo=False)
    return list(nodes.filter(start_on__lte=today + timedelta(days=NOTICE_DAYS), due_on__gte=today))


def _incidents(now):
    since = now - timedelta(days=DAYS)
    rows = Incident.objects.real().filter(is_public=True, detected_at__gte=since)
    return list(rows.select_related("node")[:MOST_INCIDENTS])


def _backup_in_words(now):
    """Return how long ago everything was backed up, as a person says it."""
    last = BackupRun.objects.filter(is_demo=False).first()
    if last is None:
        return _("There is no backup yet.")
    hours = int((now - last.finished_at).total_seconds() // 3600)
    if hours < 1:
        return _("All data was backed up less than an hour ago.")
    if hours < 48:
        return ngettext(
            "All data was backed up %(count)s hour ago.",
            "All data was backed up %(count)s hours ago.",
            hours,
        ) % {"count": hours}
    return _("All data was backed up %(count)s days ago.") % {"count": hours // 24}
