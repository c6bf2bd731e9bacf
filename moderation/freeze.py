"""Freezing: turns a guide's newest draft, with its manual's, into canonical texts and hashes."""

import json
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import Exists, OuterRef
from pydantic import ValidationError as PydanticError
from wagtail.models import Comment

from guides.document import GuideDocument, ManualDocument, canonical_json, sha256_hex
from guides.models import GuidePage, ManualPage
from guides.presenter import present_manual, present_with_parts
from guides.shared_parts.followed import Followed
from moderation.conformity import findings_of
from moderation.errors import NotPresentable
from quality.drafts import DraftFinding

OPEN_COMMENTS = Exists(Comment.objects.filter(page=OuterRef("pk"), resolved_at__isnull=True))
"""Whether a page has comments that nobody has resolved."""


@dataclass(frozen=True)
class Frozen:
    """A draft as Documents (冻结件), ready to become a Submission."""

    page: GuidePage
    manual_page: ManualPage | None
    guide: GuideDocument
    manual: ManualDocument | None
    followed: list[Followed] = field(default_factory=list)
    """The rows that follow shared parts, with the versions of these."""

    @cached_property
    def guide_text(self) -> str:
        """Canonical JSON of the guide."""
        return canonical_json(self.guide)

    @cached_property
    def manual_text(self) -> str:
        """Canonical JSON of the manual, empty without one."""
        return canonical_json(self.manual) if self.manual else ""

    @cached_property
    def hashes(self) -> tuple[str, str]:
        """SHA-256 of guide and manual, empty for a manual that is not there."""
        manual = sha256_hex(self.manual_text) if self.manual_text else ""
        return sha256_hex(self.guide_text), manual

    @cached_property
    def findings(self) -> list[DraftFinding]:
        """What is wrong with it, by the rules and its outlines, but for what is waived."""
        return findings_of(self)

    @cached_property
    def guide_data(self) -> dict[str, Any]:
        """The guide as JSON data."""
        return json.loads(self.guide_text)

    @cached_property
    def manual_data(self) -> dict[str, Any] | None:
        """The manual as JSON data, or None."""
        return json.loads(self.manual_text) if self.manual_text else None


def freeze_draft(page_id: int) -> Frozen:
    """Freeze the newest saved draft of a guide page; raises NotPresentable."""
    row = (
        GuidePage.rows_for_drafts()
        .select_related("latest_revision")
        .prefetch_related("outline__sections")
        .annotate(has_open_comments=OPEN_COMMENTS)
        .get(pk=page_id)
    )
    manual_row = _manuals_below(row).first() if row.numchild else None
    try:
        guide, followed = present_with_parts(_draft_of(row))
        manual = present_manual(_manual_draft_of(manual_row), guide) if manual_row else None
    except PydanticError as error:
        raise NotPresentable(error) from error
    return Frozen(row, manual_row, guide, manual, followed)


def _draft_of(row):
    """Return the newest revision as a page to present; whose guide it is comes from the row.

    It has no place in the tree and no comments, for which Wagtail would ask.
    """
    if row.latest_revision is None:
        return GuidePage.objects.get(pk=row.pk)
    return row.share_known_facts(GuidePage.from_serializable_data(row.latest_revision.content))


def _manuals_below(row):
    rows = ManualPage.objects.child_of(row).select_related("latest_revision", "outline")
    return rows.prefetch_related("outline__sections").annotate(has_open_comments=OPEN_COMMENTS)


def _manual_draft_of(row):
    """Return the newest revision as a manual to present, without place and comments as well."""
    if row.latest_revision is None:
        return row
    draft = ManualPage.from_serializable_data(row.latest_revision.content)
    if draft.outline_id == row.outline_id:
        draft.outline = row.outline
    return draft
