"""Opening, joining and closing incidents as checks fail and hold again."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from operations.choices import CheckState, IncidentSource
from operations.models import CheckResult, Incident


def follow_result(check: Any, result: CheckResult, is_demo: bool = False) -> Incident | None:
    """Open or join the incident of a check that failed, close it when the check holds again."""
    if result.state == CheckState.FAILED:
        title = f"{check.label}：{result.shown}"
        return open_or_join(
            check.name,
            title,
            check.severity,
            result.at,
            detail=result.detail,
            source=IncidentSource.INSPECTION,
            is_demo=is_demo,
        )
    return close(check.name, result.at, is_demo=is_demo)


def open_or_join(
    name: str,
    title: str,
    severity: int,
    at: datetime,
    *,
    source: str,
    detail: str = "",
    is_public: bool = False,
    is_demo: bool = False,
) -> Incident:
    """Return the open incident of this name, made now or seen once more.

    One that grew worse takes the worse severity; what people wrote stays.
    """
    incident, is_new = Incident.objects.get_or_create(
        check_name=name,
        repaired_at=None,
        is_demo=is_demo,
        defaults={
            "title": title[:200],
            "severity": severity,
            "source": source,
            "detected_at": at,
            "impact": detail,
            "is_public": is_public,
        },
    )
    if not is_new:
        incident.seen_count += 1
        incident.severity = min(incident.severity, severity)
        incident.save(update_fields=["seen_count", "severity"])
    return incident


def close(name: str, at: datetime, *, is_demo: bool = False) -> Incident | None:
    """Close the open incident of this name, if there is one; return it or None."""
    rows = Incident.objects.filter(check_name=name, repaired_at=None, is_demo=is_demo)
    incident = rows.first()
    if incident is None:
        return None
    incident.repaired_at = at
    if incident.responded_at is None:
        incident.responded_at = at
        incident.measures = incident.measures or _("It held again before anybody took it up.")
    incident.save(update_fields=["repaired_at", "responded_at", "measures"])
    return incident


def take_up(incident: Incident, person: Any, at: datetime) -> None:
    """Write down that a person takes care of it; the first one stays."""
    if incident.responded_at is None:
        incident.responded_at, incident.taken_up_by = at, person
        incident.save(update_fields=["responded_at", "taken_up_by"])
