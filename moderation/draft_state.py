"""How far drafts are: complete to how many per cent, with which findings, and what comes first."""

from dataclasses import dataclass

from django.core.cache import cache
from django.utils.translation import get_language

from guides.choices import DocumentKind
from guides.editor.links import editor_link
from guides.outlines.conformance import completeness, section_statuses
from moderation.errors import NotPresentable
from moderation.freeze import freeze_draft
from quality.choices import Severity
from quality.rule_book import rule_book

SECONDS = 900
"""A draft's state is kept so long; every save begins a new one."""
SHOWN = 3


@dataclass(frozen=True)
class Gap:
    """What a draft lacks first (还缺): a link to the place, and a word on it where it needs one."""

    url: str
    label: str
    message: str = ""


@dataclass(frozen=True)
class DraftState:
    """How far one draft is (草稿状态); `gaps` are the first few of what is to be done."""

    percent: int = 0
    errors: int = 0
    reminders: int = 0
    gaps: tuple[Gap, ...] = ()
    is_readable: bool = True


def draft_state(page_id, stamp):
    """Return the DraftState of a guide's newest draft with its manual's.

    `stamp` changes with every save, such as the moments of the newest revisions.
    """
    key = f"draft-state:{page_id}:{stamp}:{get_language()}".replace(" ", "_")
    return cache.get_or_set(key, lambda: _look(page_id), SECONDS)


def _look(page_id):
    try:
        frozen = freeze_draft(page_id)
    except NotPresentable as refused:
        gaps = tuple(_gap(one, page_id, None) for one in refused.findings[:SHOWN])
        return DraftState(errors=len(refused.findings), gaps=gaps, is_readable=False)
    manual_id = frozen.manual_page and frozen.manual_page.pk
    statuses = section_statuses(frozen.guide, frozen.page.outline)
    missing = [one for status in statuses for one in status.findings]
    if frozen.manual:
        manual_statuses = section_statuses(frozen.manual, frozen.manual_page.outline)
        missing += [one for status in manual_statuses for one in status.findings]
    found = _findings(frozen)
    errors = [one for _kind, one in found if one.severity == Severity.ERROR]
    of_outline = [_gap(one, page_id, manual_id) for one in missing]
    of_rules = [_finding_gap(kind, one, page_id, manual_id) for kind, one in found]
    return DraftState(
        percent=completeness(statuses),
        errors=len(missing) + len(errors),
        reminders=sum(one.severity == Severity.WARNING for _kind, one in found),
        gaps=tuple((of_outline + of_rules)[:SHOWN]),
    )


def _findings(frozen):
    """Return [(kind, Finding)] of the quality rules but for hints, errors first."""
    book = rule_book()
    found = [(DocumentKind.GUIDE, one) for one in book.check(frozen.guide_data, book.terms())]
    order = {Severity.ERROR: 0, Severity.WARNING: 1}
    kept = [pair for pair in found if pair[1].severity in order]
    return sorted(kept, key=lambda pair: order[Severity(pair[1].severity)])


def _gap(finding, page_id, manual_id):
    url = editor_link(page_id, manual_id, finding.kind, finding.pointer)
    return Gap(url, finding.message)


def _finding_gap(kind, finding, page_id, manual_id):
    return Gap(editor_link(page_id, manual_id, kind, finding.pointer), finding.message)
