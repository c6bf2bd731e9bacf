"""The demo city's shared parts: written, approved by a second person, followed by its guides."""

import json
from pathlib import Path
from typing import Any

from guides.compiling.joining import bare_name, join_rows
from guides.models import GuidePage, ItemSituation, SharedPart
from moderation.choices import ReviewStage, Verdict
from publication.shared_parts.deciding import decide
from publication.shared_parts.drafting import write
from publication.shared_parts.preparing import prepare, send

REASON = "首次录入，各指南共用"


def make_shared_parts(entries_file: Path, departments: Any, people: dict[str, Any]) -> None:
    """Make the shared parts of a file that are not there yet, each approved."""
    for entry in json.loads(entries_file.read_text(encoding="utf-8")):
        part = SharedPart(kind=entry["kind"])
        data = part.shareable.data(entry["data"])
        name = part.shareable.name_of(data)
        if SharedPart.objects.filter(kind=part.kind, name=name).exists():
            continue
        if entry["department"]:
            part.department = departments.get(slug=entry["department"])
        _approve(part, data, people)


def _approve(part: SharedPart, data: dict[str, Any], people: dict[str, Any]) -> None:
    owner = part.department
    keeper = people[f"compiler.{owner.slug}"] if owner else people["operator"]
    reviewer = people[f"reviewer.{owner.slug}"] if owner else people["formal"]
    change = send(write(part, keeper, data, None, REASON), keeper)
    prepare(change)
    change.refresh_from_db()
    stage = ReviewStage.DEPARTMENT if owner else ReviewStage.FORMAL
    decide(
        change, reviewer, Verdict.APPROVED, stage=stage, seen=change.sha256, department=owner,
        opinion="核对无误，同意共用。",
    )  # fmt: skip


def follow_shared_parts(situation: ItemSituation, user: Any) -> None:
    """Let the draft of a situation's guide follow the parts that its rows name."""
    parts = {(one.kind, bare_name(one.name)): one for one in SharedPart.objects.exclude(version=0)}
    draft = GuidePage.objects.get(situation=situation).get_latest_revision_as_object()
    if join_rows(draft, parts):
        draft.save_revision(user=user, log_action=True)
