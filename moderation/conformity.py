"""Where a frozen draft does not follow its outlines."""

from guides.outlines.conformance import nonconformities


def findings_of(frozen):
    """Return the Findings of a guide, then of its manual."""
    found = list(nonconformities(frozen.guide, frozen.page.outline))
    if frozen.manual:
        found += nonconformities(frozen.manual, frozen.manual_page.outline)
    return found
