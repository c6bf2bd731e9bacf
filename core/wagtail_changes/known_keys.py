"""Stores Wagtail's rows about pages without asking again for what they name.

Wagtail cleans a log entry and a workflow state fully at each save: three to nine queries, for a
page, a person and a workflow that were read a moment before. The database's own constraints hold
what matters, one open workflow for a page above all.
"""

from wagtail.models import PageLogEntry, WorkflowState


def clean_fields(row, *args, **kwargs):
    """Check what needs no query: all fields but the keys, and whether a log's action exists."""
    keys = {field.name for field in row._meta.concrete_fields if field.is_relation}
    row.clean_fields(exclude=keys)
    if isinstance(row, PageLogEntry):
        row.clean()


for model in (PageLogEntry, WorkflowState):
    model.full_clean = clean_fields
