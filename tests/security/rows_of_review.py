"""Rows of the table of roles: review, batches, deadlines, outside opinions; see `url_roles`."""

from tests.security.role_rows import ALL, OPERATORS, row

CALENDAR = [
    row(
        "wagtailsnippets_moderation_checklist:add wagtailsnippets_moderation_checklist:edit",
        OPERATORS,
        post=None,
    ),
    row(
        "wagtailsnippets_core_calendarday:add wagtailsnippets_core_holidaynotice:add"
        " wagtailsnippets_moderation_stagelimit:add"
        " wagtailsnippets_core_calendarday:edit wagtailsnippets_core_holidaynotice:edit"
        " wagtailsnippets_moderation_stagelimit:edit",
        OPERATORS,
        OPERATORS,
    ),
    row(
        "wagtailsnippets_core_calendarday:delete wagtailsnippets_core_holidaynotice:delete"
        " wagtailsnippets_moderation_stagelimit:delete"
        " wagtailsnippets_moderation_checklist:delete",
        OPERATORS,
        "lxxxxxxrxr",
    ),
    row(
        "wagtailsnippets_core_calendarday:usage wagtailsnippets_core_holidaynotice:usage"
        " wagtailsnippets_moderation_stagelimit:usage"
        " wagtailsnippets_moderation_checklist:usage",
        OPERATORS,
    ),
    row(
        "wagtailsnippets_core_calendarday:* wagtailsnippets_core_holidaynotice:*"
        " wagtailsnippets_moderation_stagelimit:* wagtailsnippets_moderation_checklist:*",
        ALL,
    ),
    row(
        "wagtailsnippetchoosers_core_calendarday:* wagtailsnippetchoosers_core_holidaynotice:*"
        " wagtailsnippetchoosers_moderation_stagelimit:*"
        " wagtailsnippetchoosers_moderation_checklist:*",
        ALL,
    ),
]

MODERATION = [
    row("moderation:queue* moderation:sent* moderation:done*", ALL),
    row("moderation:outside", "lonooooooo", "lunuuuuuuu"),
    row("moderation:revoke_outside", "lmmmmmmmmm", "lxnrrrrxxx", pk="a.invitation.pk"),
    row("outside_opinion", "nnnnnnnnnn", "nnnnnnnnnn", token="x"),
    row("moderation:statistics", "lxxooooooo", "lmmmmmmmmm"),
    # Each chosen piece is looked for among what waits for the person; views are one's own.
    row("moderation:bulk", "lmmmmmmmmm", "luuuuuuuuu"),
    row("moderation:save_view", "lmmmmmmmmm", "lrrrrrrrrr"),
    row("moderation:forget_view", "lmmmmmmmmm", "lrrrrrrrrr", view_id="1"),
    row("moderation:batches", ALL, "lmmmmmmmmm"),
    row("moderation:new_batch", "looxxxxxxx", "luuxxxxxxx"),
    row("moderation:batch", "lonooooooo", "lmmmmmmmmm"),
    row("moderation:decide_batch", "lmmmmmmmmm", "lrnrrrrrrr"),
    row("moderation:withdraw_batch", "lmmmmmmmmm", "lrnxxxxxxx"),
    # Others' submissions are not there, rather than forbidden.
    row("moderation:review", "lonooooooo", post=None),
    # A POST notes that one has read it to the end.
    row("moderation:text", "lonooooooo", "lrnrrrrrrr", kind="guide"),
    row("moderation:waive", "lmmmmmmmmm", "lxnxxxxxxx"),
    row("moderation:cases", "lonooooooo", "lmmmmmmmmm"),
    row("moderation:public", "lonooooooo", "lonooooooo"),
    row("moderation:submit", "loxxxxxxxx", page_id="a.draft.pk"),
    row("moderation:withdraw moderation:renew", "lmmmmmmmmm", "lrnxxxxxxx"),
]
