"""What is wrong with a frozen draft: by the quality rules, and against its outlines."""

from typing import Any

from quality.drafts import DraftFinding, check_draft, without_waived


def findings_of(frozen: Any) -> list[DraftFinding]:
    """Return the findings of a guide, then of its manual, but for what reviewers have waived."""
    manual_outline = frozen.manual_page.outline if frozen.manual else None
    found = check_draft(frozen.guide, frozen.page.outline, frozen.manual, manual_outline)
    return without_waived(found, frozen.page.code)
