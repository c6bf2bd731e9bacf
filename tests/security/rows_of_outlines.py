"""Rows of the table of roles: drafts and versions of outlines; see `url_roles`."""

from tests.security.role_rows import OPERATORS, WATCHERS, row

UNSENT = "lmmmmmmmmm"

OUTLINES = [
    row("outlines_list outlines_version outlines_draft", WATCHERS, UNSENT),
    row("outlines_preview outlines_preview_page", WATCHERS, UNSENT),
    row("outlines_begin", UNSENT, "lxxxxxxrxr"),
    row("outlines_new outlines_cover outlines_section", OPERATORS, "lxxxxxxuxu"),
    row("outlines_move outlines_add outlines_leave_out", UNSENT, "lxxxxxxrxr"),
    row("outlines_field_add outlines_field", OPERATORS, "lxxxxxxuxu"),
    row("outlines_field_move outlines_field_take_out", UNSENT, "lxxxxxxrxr"),
    row("outlines_run outlines_run_progress", WATCHERS, UNSENT),
    # Another run of the same outline is at work, so the asking leads back.
    row("outlines_try outlines_try_version outlines_upgrade", UNSENT, "lxxxxxxrxr"),
    row("outlines_run_act", UNSENT, "lxxxxxxxxx"),
    # Without a deed that it knows, nobody gets anything.
    row("outlines_act", UNSENT, "lxxxxxxxxx"),
]
