"""Where a frozen draft does not follow its outlines."""

from importlib.util import find_spec


def findings_of(frozen):
    """Give the Findings of a guide, then of its manual."""
    if not find_spec("guides.conformance"):
        return []
    from guides.conformance import nonconformities

    found = list(nonconformities(frozen.guide, frozen.page.outline))
    if frozen.manual:
        found += nonconformities(frozen.manual, frozen.manual_page.outline)
    return found
