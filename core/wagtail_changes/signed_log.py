"""Entries of Wagtail's logs keep the names that their author had.

What: `BaseLogEntry.user_display_name`, the column of histories that goes past it, and the data of
a new entry. Why: Wagtail shows what the person is called today, so that a person who is renamed
renames all that he ever did. Saves: nothing, it is a rule of the house. When it can go: when
Wagtail keeps the name in the entry.
"""

from typing import Any

from django.db.models.signals import pre_save
from django.utils.functional import cached_property
from wagtail.admin.ui.tables import UserColumn
from wagtail.admin.views.generic.history import LogEntryUserColumn
from wagtail.models import ModelLogEntry, PageLogEntry
from wagtail.models.audit_log import BaseLogEntry

from core.people.signature import shown

TOUCHED = (
    "wagtail.admin.views.generic.history.LogEntryUserColumn.get_cell_context_data",
    "wagtail.models.audit_log.BaseLogEntry.user_display_name",
)

KEY = "signed"
name_of_today = BaseLogEntry.user_display_name.func


def sign(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Write the names of its author into a new entry's data."""
    if instance._state.adding and instance.user_id and KEY not in instance.data:
        user = instance.user
        name, username = user.get_full_name().strip(), user.get_username()
        instance.data = {**instance.data, KEY: {"name": name, "username": username}}


def display_name(entry: Any) -> str:
    """Return the author as he was called then; of entries older than this rule, as today."""
    names = entry.data.get(KEY) if isinstance(entry.data, dict) else None
    return shown(names["name"], names["username"]) if names else name_of_today(entry)


def cell(column: Any, entry: Any, parent_context: Any) -> dict[str, Any]:
    """Return what the column of a history shows of an entry's author."""
    context = UserColumn.get_cell_context_data(column, entry, parent_context)
    return context | {"display_name": entry.user_display_name}


def install() -> None:
    """Sign new entries, and show the signature wherever an author is named."""
    for model in (PageLogEntry, ModelLogEntry):
        pre_save.connect(sign, sender=model, dispatch_uid=f"sign_{model.__name__}")
    BaseLogEntry.user_display_name = cached_property(display_name)
    BaseLogEntry.user_display_name.__set_name__(BaseLogEntry, "user_display_name")
    LogEntryUserColumn.get_cell_context_data = cell
