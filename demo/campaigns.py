"""The demo city's campaign of revision, counted at the moment of loading."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone

from publication.campaigns.progress import count
from publication.models import Campaign


def make_campaigns(entries_file: Path, runs: Any) -> None:
    """Make the campaigns of a file, run by a person, unless there are some already."""
    if Campaign.objects.exists():
        return
    for entry in json.loads(entries_file.read_text(encoding="utf-8")):
        campaign = Campaign.objects.create(
            name=entry["name"],
            goal=entry["goal"],
            note=entry["note"],
            starts_on=_day(entry["begins_in_days"]),
            due_on=_day(entry["ends_in_days"]),
            created_by=runs,
        )
        for milestone in entry["milestones"]:
            campaign.milestones.create(
                name=milestone["name"],
                percent=milestone["percent"],
                due_on=_day(milestone["in_days"]),
            )
        count(campaign)


def _day(days: int) -> date:
    return timezone.localdate() + timedelta(days)
