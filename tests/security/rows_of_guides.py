"""The rows of the table of addresses and roles: compiling guides, and the first page."""

from tests.security.role_rows import (
    ALL,
    EDITORS_OF_A,
    NOBODY,
    OPERATORS,
    PUBLIC,
    READERS_OF_A,
    UNSAFE,
    WATCHERS,
    row,
)  # fmt: skip

GUIDES = [
    row("guides_new_inherited", "lmmmmmmmmm", "lnnxxxxxxn"),
    row("guides_new", "looxxxxxxo", post=None),
    row("guides_cited", ALL, "lmmmmmmmmm"),
    row("guides_shared", "lnnxxxxxxn", "lmmmmmmmmm"),
    row("guides_shared_row", "lmmmmmmmmm", "lnnxxxxxxn"),
    row("guides_pasted", "lmmmmmmmmm", "luuxxxxxxu"),
    row("guides_replace", EDITORS_OF_A, "luxxxxxxxu", page_id="a.draft.pk"),
    # Its outline has no newer version, so the asking is refused with the reason.
    row("guides_upgrade", EDITORS_OF_A, "luxxxxxxxu", page_id="a.draft.pk"),
    row("guides_cases", READERS_OF_A, "lmmmmmmmmm", guide_id="a.draft.pk"),
    row("guides_new_manual", EDITORS_OF_A, post=None, guide_id="a.draft.pk"),
    row("guides_branch_job*", WATCHERS),
    row("guides_stop_branch_job", "lmmmmmmmmm", "lxxxxxxrxr"),
    row("guides_go_on_with_branch_job", "lmmmmmmmmm", "lxxxxxxrxr"),
    row("guides_new_branch_job", OPERATORS, OPERATORS, page_id="a.folder.pk", kind="delete"),
    row("wagtailsnippetchoosers_guides_serviceitem:chosen", READERS_OF_A),
    row(
        "wagtailsnippetchoosers_guides_serviceitem:chosen_multiple",
        READERS_OF_A,
        query="?id={a.item.pk}",
    ),
    row("wagtailsnippetchoosers_guides_*", ALL),
    # Pages point to items and outlines for ever: they are marked as no longer used.
    row("wagtailsnippets_guides_serviceitem:delete wagtailsnippets_guides_outline:delete", NOBODY),
    row("wagtailsnippets_guides_outline:add", NOBODY),
    # A released version is shown; the next one is written as a draft.
    row("wagtailsnippets_guides_outline:edit", "lxxxxxxrxr", "lxxxxxxrxr"),
    row("wagtailsnippets_guides_law:delete", NOBODY),
    row("wagtailsnippets_guides_law:revisions_*", OPERATORS, post=None),
    row("wagtailsnippets_guides_serviceitem:add", OPERATORS, post=None),
    row("wagtailsnippets_guides_serviceitem:edit", "loxxxxxoxo", post=None),
    row("wagtailsnippets_guides_serviceitem:usage", "loxxxxxoxo"),
    row("wagtailsnippets_guides_serviceitem:list*", ALL),
    row("wagtailsnippets_guides_serviceitem:*", READERS_OF_A),
    row("wagtailsnippets_guides_*:add wagtailsnippets_guides_*:edit", OPERATORS, post=None),
    row("wagtailsnippets_guides_*:usage", OPERATORS),
    row("wagtailsnippets_guides_*:delete", OPERATORS, "lxxxxxxrxr"),
    row("wagtailsnippets_guides_*", ALL),
]


HOME = [
    row("home:manual", ALL, UNSAFE),
    row("home:department", PUBLIC, UNSAFE, slug="city.version.department_slug"),
    row("home:search_click", UNSAFE, PUBLIC),
    row("home:bundle home:bundle_*", PUBLIC, UNSAFE, slug="city.bundle.slug"),
    row("home:theme", PUBLIC, UNSAFE, slug="city.theme.code"),
    # A file that only a manual names; public ones are in `tests/home/test_files.py`.
    row("home:file", ALL, UNSAFE, sha256="city.file.sha256", name="city.file.name"),
    row("home:department_feed", PUBLIC, UNSAFE, slug="city.version.department_slug"),
    row("home:filing", PUBLIC, UNSAFE, number="city.version.filing_no"),
    row("home:*", PUBLIC, UNSAFE),
    row("robots sitemap sitemap_lists security_txt calendar", PUBLIC, UNSAFE),
    row("sitemap_guides", PUBLIC, UNSAFE, number="1"),
    row("favicon", "rrrrrrrrrr", UNSAFE),
]
