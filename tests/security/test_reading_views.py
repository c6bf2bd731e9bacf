"""Views that only show, and ask for `change`: which of them open to readers is listed by name."""

import pytest

from core.access.admin_addresses import READ_ONLY, is_closed, is_read_only
from tests.security.resolver import every_address

STOCK = {
    "wagtailadmin_pages": "history history_results revisions_compare revisions_index "
    "revisions_view usage view_draft",
    "wagtailadmin_reports": "locked_pages locked_pages_results",
    "wagtaildocs": "index index_results",
    "wagtailimages": "index index_results preview",
    "wagtailsites": "history history_results",
    "wagtailusers_users": "history history_results",
}
SNIPPETS = (
    "core_department", "core_membership",
    "feedback_correction", "feedback_rating", "feedback_ratingtask", "feedback_survey",
    "feedback_surveyanswer",
    "guides_law", "guides_lifeevent", "guides_outline", "guides_serviceitem", "guides_theme",
    "operations_effort", "operations_incident", "operations_indicator",
    "operations_maintenanceyear", "operations_plannode", "operations_spending",
    "quality_rulesetting", "quality_wordentry",
    "search_askingword", "search_bestbet", "search_synonym",
)  # fmt: skip
NOT_INSPECTED = (
    "core_calendarday", "core_holidaynotice", "moderation_checklist", "moderation_stagelimit",
)  # fmt: skip
"""Their lists show all that they have."""
NAMES = {address.name for address in every_address() if address.named}


def listed():
    stock = {f"{space}:{name}" for space, names in STOCK.items() for name in names.split()}
    views = ("history", "history_results")
    snippets = {f"{model}:{view}" for model in SNIPPETS + NOT_INSPECTED for view in views}
    snippets |= {f"{model}:inspect" for model in SNIPPETS}
    return stock | {f"wagtailsnippets_{name}" for name in snippets}


def test_every_view_that_opens_to_readers_is_listed_here():
    """A viewset that is new opens views: look at them, then add its model to SNIPPETS."""
    open_to_readers = {name for name in NAMES if is_read_only(name) and not is_closed(name)}

    assert open_to_readers == listed()


def test_no_name_is_listed_that_has_no_address():
    assert sorted(READ_ONLY - NAMES) == []


@pytest.mark.parametrize(
    "name",
    ["wagtailforms:history", "wagtailsnippets_guides_theme:edit", "wagtailadmin_reports:new"],
)
def test_a_view_is_not_opened_by_the_likeness_of_its_name(name):
    assert not is_read_only(name)
