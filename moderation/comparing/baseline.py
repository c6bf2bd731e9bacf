"""The filed version that a text is compared with."""

import json
from dataclasses import dataclass
from typing import Any

from core.registries import filed_text, newest_filed
from guides.choices import DocumentKind
from moderation.models import Submission


@dataclass(frozen=True)
class Baseline:
    """The canonical texts and version numbers of what is filed; empty and 0 when nothing is."""

    guide_version: int = 0
    guide_text: str = ""
    manual_version: int = 0
    manual_text: str = ""

    @property
    def guide(self) -> dict[str, Any] | None:
        """The guide as JSON data, or None."""
        return json.loads(self.guide_text) if self.guide_text else None

    @property
    def manual(self) -> dict[str, Any] | None:
        """The manual as JSON data, or None."""
        return json.loads(self.manual_text) if self.manual_text else None


def newest_of(code: str) -> Baseline:
    """Return what is filed under a code now."""
    newest = newest_filed(code) or {}
    guide = newest.get(DocumentKind.GUIDE, (0, ""))
    manual = newest.get(DocumentKind.MANUAL, (0, ""))
    return Baseline(*guide, *manual)


def of(submission: Submission) -> Baseline:
    """Return what was filed when a Submission was made, whatever has been filed since."""
    code = submission.code
    return Baseline(
        submission.base_version,
        _text(code, DocumentKind.GUIDE, submission.base_version),
        submission.base_manual_version,
        _text(code, DocumentKind.MANUAL, submission.base_manual_version),
    )


def _text(code, kind, number):
    return (number and filed_text(code, kind, number)) or ""
