"""How far drafts are: complete to how many per cent, with which findings, and what comes first."""

from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.utils.translation import get_language

from guides.editor.links import editor_link
from guides.outlines.conformance import completeness, section_statuses
from moderation.conformity import findings_of
from moderation.errors import NotPresentable
from moderation.freeze import freeze_draft
from quality.choices import Severity

SECONDS = 900
"""A draft's state is kept so long; every save begins a new one."""
SHOWN = 3


@dataclass(frozen=True)
class Gap:
    """What a draft lacks first (还缺): the sentence, and the link to the place."""

    url: str
    label: str


@dataclass(frozen=True)
class DraftState:
    """How far one draft is (草稿状态); `gaps` are the first few of what is to be done."""

    percent: int = 0
    errors: int = 0
    reminders: int = 0
    gaps: tuple[Gap, ...] = ()
    is_readable: bool = True


def draft_state(page_id: int, stamp: str) -> DraftState:
    """Return the DraftState of a guide's newest draft with its manual's.

    `stamp` changes with every save, such as the moments of the newest revisions.
    """
    key = f"draft-state:{page_id}:{stamp}:{get_language()}".replace(" ", "_")
    found: Any = cache.get_or_set(key, lambda: _look(page_id), SECONDS)
    return found


def _look(page_id):
    try:
        frozen = freeze_draft(page_id)
    except NotPresentable as refused:
        gaps = tuple(_gap(one, page_id, None) for one in refused.findings[:SHOWN])
        return DraftState(errors=len(refused.findings), gaps=gaps, is_readable=False)
    found = findings_of(frozen)
    counted = [one for one in found if one.finding.severity != Severity.INFO]
    counted.sort(key=lambda one: not one.is_error)
    manual_id = frozen.manual_page and frozen.manual_page.pk
    return DraftState(
        percent=completeness(section_statuses(frozen.guide, frozen.page.outline)),
        errors=sum(one.is_error for one in counted),
        reminders=sum(not one.is_error for one in counted),
        gaps=tuple(_gap(one, page_id, manual_id) for one in counted[:SHOWN]),
    )


def _gap(finding, page_id, manual_id):
    url = editor_link(page_id, manual_id, finding.kind, finding.pointer)
    return Gap(url, finding.message)
