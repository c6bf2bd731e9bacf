"""Rows of the table of roles: drafts and versions of outlines; see `url_roles`."""

from tests.security.role_rows import OPERATORS, WATCHERS, row

UNSENT = "lmmmmmmmmm"

OUTLINES = [
    row("outlines_list outlines_version outlines_draft", WATCHERS, UNSENT),
    row("outlines_preview outlines_preview_page", WATCHERS, UNSENT),
    row("outlines_begin", UNSENT, "lxxxxxxrxr"),
    row("outlines_cover outlines_section", OPERATORS, "lxxxxxxuxu"),
    row("outlines_move outlines_add outlines_leave_out", UNSENT, "lxxxxxxrxr"),
    # Without a deed that it knows, nobody gets anything.
    row("outlines_act", UNSENT, "lxxxxxxxxx"),
]
