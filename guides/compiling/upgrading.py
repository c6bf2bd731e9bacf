"""Upgrading one draft to another version of its outline: every value stays, the order is new."""

from typing import Any

from django.utils.translation import gettext_lazy

from guides.compiling.page_sections import section_order
from guides.models import Outline

OF_THE_VERSION = {"outline", "extra", "extra_internal"}
"""What a version says itself: its headings, and how extra fields are named. The values of extra
fields lie on the page, which an upgrade does not touch.
"""


class ChangedByUpgradeError(Exception):
    """An upgrade would have changed what a draft says."""

    message = gettext_lazy("An upgrade would change what it says.")


def upgrade(page: Any, outline: Outline, by: Any) -> Any:
    """Let the newest draft of a page follow a version; return the draft.

    Called with the page's row held. Raises ChangedByUpgradeError before anything is written, and
    pydantic.ValidationError for a draft that cannot be read.
    """
    draft = page.get_latest_revision_as_object()
    before = _texts_of(draft)
    draft.outline = outline
    draft.sections = _in_order(draft, outline)
    if _texts_of(draft) != before:
        raise ChangedByUpgradeError
    type(page).objects.filter(pk=page.pk).update(outline=outline)
    draft.save_revision(user=by, log_action="wagtail.edit", clean=False)
    return draft


def _texts_of(draft):
    """Return what a draft says, but for what comes from the version by which it is written."""
    return draft.present().model_dump(mode="json", exclude=OF_THE_VERSION)


def _in_order(draft, outline):
    """Return the sections in the outline's order, those that it asks for besides as empty ones.

    What it asks for no more stays, behind the others. What inherits holds only its own sections.
    """
    stream = draft.sections.stream_block
    raw = {one["type"]: one for one in draft.sections.raw_data}
    present = {section.key.partition(".")[0] for section in outline.sections.all()}
    if not draft.is_heir:
        for name in present & set(stream.child_blocks) - set(raw):
            block = stream.child_blocks[name]
            raw[name] = {"type": name, "value": block.get_prep_value(block.get_default())}
    return stream.to_python([raw[name] for name in section_order(outline, list(raw))])
