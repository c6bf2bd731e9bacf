"""Templates of Wagtail's admin that are replaced or extended, in `templates/wagtailadmin/` here.

What: the names in TEMPLATES. Why: beside each. Saves: beside each. When it can go: when a
registered way does the same; see `settings.TEMPLATES` for how they come before Wagtail's.
"""

TEMPLATES = {
    "wagtailadmin/admin_base.html": (
        "extended: the product's name in the title; the dialog about forms that cannot be sent"
    ),
    "wagtailadmin/login.html": "extended: the product's name above the form",
    "wagtailadmin/chooser/tables/page_title_cell.html": (
        "the parents of all rows are asked for at once, two queries a row; no address, since no "
        "page is live"
    ),
    "wagtailadmin/home.html": "what the person has to do, in place of greeting, account and search",
    "wagtailadmin/pages/explorable_index_results.html": (
        "no word about pages without an address, since no page has one"
    ),
    "wagtailadmin/shared/headers/_actions.html": "its name is translated",
    "wagtailadmin/shared/page_status_tag.html": (
        "how the guide stands instead of live and draft; three queries a row less"
    ),
    "wagtailadmin/shared/page_status_tag_new.html": "the same, for the editor",
    "wagtailadmin/shared/side_panels/includes/status/usage.html": (
        "no count of usages, which the index of references does not know of the catalogue; one "
        "query less"
    ),
}
"""Each replaced template with its reason."""

TOUCHED = tuple(TEMPLATES)
