"""Addresses of the stock admin that are closed, kept for some roles, or only read.

Patterns are matched with `fnmatch` against view names; they only ever close. What is listed here
answers 403 before the stock view runs; what is not listed is left to the view, its policy and the
page's tester.
"""

from collections.abc import Set as AbstractSet
from fnmatch import fnmatchcase
from functools import cache
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.choices import CITY_ROLES, Role

CLOSED = (
    # Pages are made by `guides.compiling`, and leave their department through a Submission only.
    "wagtailadmin_pages:add",
    "wagtailadmin_pages:add_subpage",
    "wagtailadmin_pages:choose_parent",
    "wagtailadmin_pages:collect_workflow_action_data",
    "wagtailadmin_pages:confirm_workflow_cancellation",
    "wagtailadmin_pages:convert_alias",
    "wagtailadmin_pages:copy",
    "wagtailadmin_pages:move",
    "wagtailadmin_pages:move_confirm",
    "wagtailadmin_pages:preview_on_add",
    "wagtailadmin_pages:revisions_unschedule",
    "wagtailadmin_pages:set_page_position",
    "wagtailadmin_pages:set_privacy",
    "wagtailadmin_pages:unpublish",
    "wagtailadmin_pages:workflow_action",
    "wagtailadmin_pages:workflow_preview",
    "wagtailadmin_api:pages:action",
    # Bulk actions ask about the chosen rows only, and "all" means every row there is.
    "wagtail_bulk_action",
    # Deleting or disabling a workflow or a task takes approvals with it.
    "wagtailadmin_workflows:add*",
    "wagtailadmin_workflows:disable*",
    "wagtailadmin_workflows:edit*",
    "wagtailadmin_workflows:enable*",
    "wagtailadmin_workflows:remove",
    "wagtailadmin_workflows:select_task_type",
    "wagtailadmin_workflows:task_ch*",
    # These load every row of the review, unpaginated; `moderation` has its own.
    "wagtailadmin_reports:workflow*",
    # They name people as they are called today; the review's own screens keep who it was.
    "wagtailadmin_pages:workflow_history*",
    "wagtailadmin_workflows:usage*",
    "wagtailadmin_workflows:task_usage*",
    # These count and sort every page there is, or every act that was ever logged.
    "wagtailadmin_pages:type_use*",
    "wagtailadmin_reports:aging_pages*",
    "wagtailadmin_reports:page_types_usage*",
    "wagtailadmin_reports:site_history*",
    # Roles replace groups, departments replace collections and tags.
    "wagtailusers_groups:*",
    "wagtailadmin_collections:*",
    "wagtailadmin_tag_autocomplete",
    "wagtailadmin_tag_model_autocomplete",
    # A person who leaves is deactivated: reviews, filings and histories keep naming him.
    "wagtailusers_users:delete",
    "wagtailusers_users:copy",
    # An upload whose title was refused would come back unchecked: it is sent again instead.
    "wagtaildocs:create_multiple_from_uploaded_document",
    "wagtailimages:create_multiple_from_uploaded_image",
    "wagtailimages:url_generator*",
    # Links of rich text, which no field has.
    "wagtailadmin_choose_page_anchor_link",
    "wagtailadmin_choose_page_email_link",
    "wagtailadmin_choose_page_external_link",
    "wagtailadmin_choose_page_phone_link",
    # Choosing is choosing; a new row is made where its own form is.
    "wagtailsnippetchoosers_*:create",
    "wagtailembeds:*",
    "wagtailadmin_error_test",
)

WHY_CLOSED = {
    "wagtailadmin_reports:site_history*": _(
        "The site history has moved: the menu “Reports” leads to it."
    ),
    "wagtailadmin_pages:workflow_history*": _(
        "Who submitted and decided what stands in the menu “Review”, with names as they were then."
    ),
    "wagtailadmin_reports:workflow*": _(
        "The stock workflow reports are closed. The menu “Review” shows what is in review."
    ),
    "wagtailadmin_workflows:*usage*": _(
        "Every guide uses the one workflow, so this list would hold every guide there is."
    ),
    "wagtailadmin_reports:aging_pages*": _(
        "Pages themselves are never published, so none of them ages. The filing register tells "
        "when each guide was filed."
    ),
    "wagtailadmin_reports:page_types_usage*": _(
        "This report counts every page there is. The explorer filters by type."
    ),
    "wagtailadmin_pages:type_use*": _(
        "This list would hold every page of a type. The explorer filters by type within a "
        "department."
    ),
    "wagtailadmin_pages:set_page_position": _(
        "Guides are not sorted by hand: readers find them by department, theme and search."
    ),
    "wagtailadmin_pages:move*": _(
        "Guides are not moved: their address and their department's rights follow their place."
    ),
    "wagtailadmin_pages:copy": _(
        "Guides are not copied. A new guide begins with “New guide”, from its handling item."
    ),
    "wagtailadmin_pages:add*": _("A new guide begins with “New guide”, from its handling item."),
    "wagtailadmin_pages:unpublish": _(
        "Pages are never published. The filing register suspends or abolishes a guide."
    ),
    "wagtail_bulk_action": _(
        "Many pages are never changed at once here: “all” may mean a million of them."
    ),
}
"""What to say where a person can run into a closed address, the first pattern that fits."""

KEPT_FOR = {
    "wagtailadmin_api:images:*": CITY_ROLES,
    "wagtailadmin_api:documents:*": CITY_ROLES,
    # Wagtail-modeladmin asks nobody who reads the history of a row.
    "*_modeladmin_history": CITY_ROLES,
    "core_site_history": {Role.OPERATOR, Role.AUDITOR},
    "core_audit_check": {Role.OPERATOR, Role.AUDITOR},
    "wagtailadmin_reports:*": CITY_ROLES,
}
"""Roles that may use an address, the first pattern that fits; superusers may too."""

READ_ONLY = {
    "wagtailadmin_pages:history",
    "wagtailadmin_pages:history_results",
    "wagtailadmin_pages:revisions_compare",
    "wagtailadmin_pages:revisions_index",
    "wagtailadmin_pages:revisions_view",
    "wagtailadmin_pages:usage",
    "wagtailadmin_pages:view_draft",
    "wagtailadmin_reports:locked_pages",
    "wagtailadmin_reports:locked_pages_results",
    "wagtaildocs:index",
    "wagtaildocs:index_results",
    "wagtailimages:index",
    "wagtailimages:index_results",
    "wagtailimages:preview",
    "wagtailsites:history",
    "wagtailsites:history_results",
    "wagtailusers_users:history",
    "wagtailusers_users:history_results",
}
"""Stock views that ask whether somebody may change what they only show: exact names, so that no
view opens by the likeness of its name. `open_to_readers` adds those of our own viewsets."""


def open_to_readers(*view_names: Any) -> None:
    """Let reading suffice for addresses of a room that only show, when they are read."""
    READ_ONLY.update(view_names)


@cache
def is_closed(view_name: str) -> bool:
    """Return whether nobody may use this address, superusers included."""
    return any(fnmatchcase(view_name, pattern) for pattern in CLOSED)


@cache
def why_closed(view_name: str) -> str | Promise:
    """Return the words for those who meet a closed address; empty where nobody comes by himself."""
    fitting = (why for pattern, why in WHY_CLOSED.items() if fnmatchcase(view_name, pattern))
    return next(fitting, "")


@cache
def roles_of(view_name: str) -> AbstractSet[Role] | None:
    """Return the roles that this address is kept for, or None when it is left to the view."""
    fitting = (roles for pattern, roles in KEPT_FOR.items() if fnmatchcase(view_name, pattern))
    return next(fitting, None)


def is_read_only(view_name: str) -> bool:
    """Return whether reading suffices for this address, when it is read."""
    return view_name in READ_ONLY
