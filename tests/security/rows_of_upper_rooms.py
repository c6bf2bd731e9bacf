"""Rows of the table of roles: the rooms above publication, and bundles; see `url_roles`."""

from tests.security.role_rows import (
    ALL,
    CITY,
    COMPILERS,
    NOBODY,
    OPERATORS,
    PUBLIC,
    READERS_OF_A,
    UNSAFE,
    UNSAFE_FOR_WATCHERS,
    WATCHERS,
    row,
)

SETTLERS_OF_A = "loxoxxxoxo"
FEEDBACK = [
    row("home:feedback", PUBLIC, "uuuuuuuuuu"),
    row("wagtailsnippetchoosers_feedback_survey:*", ALL),
    row("wagtailsnippetchoosers_feedback_*:chosen", READERS_OF_A),
    row("wagtailsnippetchoosers_feedback_*:*", ALL),
    row("wagtailsnippets_feedback_*:delete", NOBODY),
    row("wagtailsnippets_feedback_*:list*", ALL),
    row("wagtailsnippets_feedback_survey:add", OPERATORS, OPERATORS),
    row("wagtailsnippets_feedback_survey:edit", OPERATORS, OPERATORS),
    row("wagtailsnippets_feedback_survey:usage", OPERATORS),
    row("wagtailsnippets_feedback_survey:*", ALL),
    row("wagtailsnippets_feedback_surveyanswer:add", "loooxxxxxo", "loooxxxxxo"),
    row("wagtailsnippets_feedback_surveyanswer:edit", "loxoxxxxxo", "loxoxxxxxo"),
    row("wagtailsnippets_feedback_surveyanswer:usage", "loxoxxxxxo"),
    row("wagtailsnippets_feedback_*:add", NOBODY),
    row("wagtailsnippets_feedback_*:edit", SETTLERS_OF_A, post=None),
    row("wagtailsnippets_feedback_*:usage", SETTLERS_OF_A),
    row("wagtailsnippets_feedback_*", READERS_OF_A),
]

OPERATIONS = [
    row(
        "operations:board operations:use operations:inspection operations:incidents operations:plan"
        " operations:plan_of_year operations:drills operations:drill operations:report_figures"
        " operations:fault_report",
        WATCHERS,
        "lmmmmmmmmm",
    ),
    row("operations:report_paper", WATCHERS, "lmmmmmmmmm", form="docx"),
    row("operations:inspections operations:inspections_results", WATCHERS, UNSAFE_FOR_WATCHERS),
    row("operations:reports", WATCHERS, "lxxxxxxooo"),
    row("operations:report", WATCHERS, "lxxxxxxrrr"),
    row("operations:inspect_now operations:take_up", "lmmmmmmmmm", "lxxxxxxrxr"),
    row("operations:close_incident", "lmmmmmmmmm", "lxxxxxxrxr"),
    row("operations:close_report", "lmmmmmmmmm", "lxxxxxxrxr"),
    row(
        "wagtailsnippets_operations_incident:delete"
        " wagtailsnippets_operations_maintenanceyear:delete"
        " wagtailsnippets_operations_indicator:delete",
        NOBODY,
    ),
    row("wagtailsnippets_operations_*:delete", OPERATORS, "lxxxxxxrxr"),
    row("wagtailsnippets_operations_*:add wagtailsnippets_operations_*:edit", OPERATORS, OPERATORS),
    row("wagtailsnippets_operations_*:usage", OPERATORS),
    row("wagtailsnippets_operations_* wagtailsnippetchoosers_operations_*:*", WATCHERS),
]

BUNDLES = [
    row("bundles_list", ALL, "lmmmmmmmmm"),
    # Of another department's, nothing is there: `publication.bundles.reach`.
    row("bundles_one", "lonooooooo", "lxnxxxxxxx"),
    row("bundles_new", COMPILERS, "luuxxxxxxu"),
    row("bundles_edit", "lonxxxxxxo", "lunxxxxxxu"),
]

SHARED_PARTS = [
    row("shared_parts_list", ALL, "lmmmmmmmmm"),
    row("shared_parts_similar", "looxxxxoxo", "lmmmmmmmmm"),
    row("shared_parts_propose", "lmmmmmmmmm", "lnnxxxxnxn"),
    row("shared_parts_new", "looxxxxoxo", "luuxxxxuxu", kind="fee"),
    # What another department has not had approved is not there.
    row("shared_parts_one shared_parts_uses", "lonooooooo", "lmmmmmmmmm"),
    row("shared_parts_edit shared_parts_alike", "lonxxxxxxo", "lunxxxxxxu"),
    row("shared_parts_join", "lmmmmmmmmm", "lrnxxxxrxr"),
    row("shared_parts_change shared_parts_progress shared_parts_report", "lonooooooo",
        "lmmmmmmmmm", pk="a.part_change.pk"),
    row("shared_parts_send shared_parts_back shared_parts_carry", "lmmmmmmmmm", "lrnxxxxxxr",
        pk="a.part_change.pk"),
    row("shared_parts_heir", "lonooooooo", "lmmmmmmmmm", pk="a.guide.pk"),
    row("shared_parts_unmark", "lxnxxxxxxx", "lxnxxxxxxx"),
    row("shared_parts_inherit", "lmmmmmmmmm", "lrnrrrrrrr", pk="a.guide.pk"),
    row("shared_parts_mark shared_parts_leave", "lmmmmmmmmm", "lrnxxxxxxr", pk="a.guide.pk"),
    # A part that is no standard guide has nothing to take up.
    row("shared_parts_take_up", "lmmmmmmmmm", "lxnxxxxxxx"),
    row("shared_parts_decide", "lmmmmmmmmm", "lxnrrrrxxx", pk="a.part_change.pk"),
]  # fmt: skip

EXCHANGE = [
    row("exchange_table", OPERATORS, "lxxxxxxuxu", kind="people"),
    row("exchange_papers", READERS_OF_A, "lmmmmmmmmm"),
    row("exchange_paper", READERS_OF_A, "lmmmmmmmmm", source="draft", form="docx"),
    row("exchange_certificate", CITY, "lmmmmmmmmm", pk="city.version.pk"),
    row("exchange_imports", "looxxxxoxo", "luuxxxxuxu"),
    row("exchange_upload", "lonnnnnnno", "lcnnnnnnnc"),
    row("exchange_progress", "lonnnnnnno", "lmmmmmmmmm"),
    row("exchange_returned", "lrnnnnnnnr", "lmmmmmmmmm"),
    row("exchange_remove", "lmmmmmmmmm", "lrnnnnnnnr"),
]

SEARCH = [
    row("wagtailsnippetchoosers_quality_*:*", ALL),
    row("wagtailsnippets_quality_rulesetting:add *_quality_rulesetting:delete", NOBODY),
    row("wagtailsnippets_quality_wordentry:delete", OPERATORS, "lxxxxxxrxr"),
    row("wagtailsnippets_quality_wordentry:add", OPERATORS, OPERATORS),
    row("wagtailsnippets_quality_*:edit", OPERATORS, post=None),
    row(
        "wagtailsnippets_quality_*:usage wagtailsnippets_quality_*:revisions_compare"
        " wagtailsnippets_quality_*:revisions_revert",
        OPERATORS,
        post=None,
    ),
    row("wagtailsnippets_quality_*", ALL),
    row("wagtailsnippetchoosers_search_*:*", ALL),
    row("wagtailsnippets_search_*:add wagtailsnippets_search_*:edit", OPERATORS, OPERATORS),
    row("wagtailsnippets_search_*:delete", OPERATORS, "lxxxxxxrxr"),
    row("wagtailsnippets_search_*:usage", OPERATORS),
    row("wagtailsnippets_search_*:*", ALL),
    row("search_report search_health search_explain", WATCHERS),
    row("search_add_word search_act", "lmmmmmmmmm", "lxxxxxxrxr"),
]

API = [
    row("api:openapi-json api:openapi-view api:guide_schema", PUBLIC, UNSAFE),
    row("api:api-root", "nnnnnnnnnn"),
    row("api:guide api:guide_version api:guides api:changes api:search api:suggest", PUBLIC),
    row("api:bundles", PUBLIC),
    row("api:bundle", PUBLIC, slug="city.bundle.slug"),
    row("api:case home:case", "nnnnnnnnnn"),
    row("api_nothing", "nnnnnnnnnn"),
]
