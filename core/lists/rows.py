"""Columns of the explorer and of histories: Wagtail's, with templates that are compiled.

What makes them quick is in `core.wagtail_changes.compiled_templates`.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.templatetags.wagtailadmin_tags import test_page_is_public
from wagtail.admin.ui.tables import BaseColumn, Column, DateColumn
from wagtail.admin.ui.tables.pages import (
    NavigateToChildrenColumn,
    PageTitleColumn,
    ParentPageColumn,
)
from wagtail.admin.views.generic.history import ActionColumn, LogEntryUserColumn

from core.lists.row_buttons import row_buttons
from core.lists.row_facts import standings_of_row


class TitleColumn(PageTitleColumn):
    """The title, which leads to the form, and below it what the row offers."""

    cell_template_name = "core/rows/title.html"

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        context = super().get_cell_context_data(instance, parent_context)
        return context | {
            "is_public": test_page_is_public(parent_context, instance),
            "buttons": row_buttons(instance, context["request"].user),
            "parent_context": parent_context,
        }


class MomentColumn(DateColumn):
    """How long ago something happened."""

    cell_template_name = "core/rows/moment.html"


class WordColumn(Column):
    """A word about the page."""

    cell_template_name = "core/rows/word.html"


class StandingColumn(BaseColumn):
    """草稿, 审核中, 已公布第 n 版 …; never Wagtail's "live"."""

    cell_template_name = "core/rows/standing.html"

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        context = super().get_cell_context_data(instance, parent_context)
        return context | {"standings": standings_of_row(parent_context, instance)}


class DoneColumn(ActionColumn):
    """What was done with a page, and what can be done with the revision of that moment."""

    cell_template_name = "core/rows/done.html"


class PersonColumn(LogEntryUserColumn):
    """Who did it."""

    cell_template_name = "core/rows/person.html"


class ChildrenColumn(NavigateToChildrenColumn):
    """The way to the pages below, or to adding the first."""

    cell_template_name = "core/rows/children.html"


TITLE = TitleColumn("title", label=_("Title"), sort_key="title", classname="title")
PARENT = ParentPageColumn("parent", label=_("Parent"))
CHANGED = MomentColumn(
    "latest_revision_created_at",
    label=_("Updated"),
    sort_key="latest_revision_created_at",
    width="12%",
)
KIND = WordColumn(
    "type",
    label=_("Type"),
    accessor="page_type_display_name",
    sort_key="content_type__model",
    width="12%",
)
STANDING = StandingColumn("status", label=_("Standing"), width="16%")
CHILDREN = ChildrenColumn("navigate", width="10%")
AUTHOR = PersonColumn("user", label=_("User"), width="25%")
HAPPENED = MomentColumn("timestamp", label=_("Date"), width="15%")
