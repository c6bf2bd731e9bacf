"""Writing the extra fields (补充字段) of a draft: added, changed, ordered, taken out.

What guides have written in a field that is taken out, or is of another kind now, stays in them.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from guides.document.errors import MESSAGES
from guides.models import OutlineDraft
from guides.outlines.extra_fields import MOST
from publication.outlines.drafting import changed, in_place, moved, only_as_seen


def order_of_fields(draft: OutlineDraft) -> list[str]:
    """Return the keys of the extra fields in order."""
    return [one["key"] for one in draft.extra_fields]


def add_field(pk: int, by: Any, field: dict[str, Any]) -> OutlineDraft:
    """Add an extra field behind the others; ValidationError for a key that is taken."""

    def change(draft):
        if draft.extra_field(field["key"]):
            raise ValidationError(MESSAGES["extra_key_repeated"], params={"key": field["key"]})
        return _with(draft, _with_one(draft, field))

    return changed(pk, by, change)


def keep_field(pk: int, by: Any, field: dict[str, Any], seen: str) -> OutlineDraft:
    """Keep one extra field, which stays where it is in the order; one that was taken out comes
    back at the end.
    """

    def change(draft):
        only_as_seen(seen, draft.extra_field(field["key"]))
        return _with(draft, _with_one(draft, field))

    return changed(pk, by, change)


def take_out(pk: int, by: Any, key: str) -> OutlineDraft:
    """Take an extra field out of the draft; what guides say there stays in them."""

    def change(draft):
        return _with(draft, [one for one in draft.extra_fields if one["key"] != key])

    return changed(pk, by, change)


def move_field(pk: int, by: Any, key: str, step: str, seen: str) -> OutlineDraft:
    """Move an extra field `up`, `down`, or to a place counted from 1."""

    def change(draft):
        return _with(draft, moved(draft.extra_fields, key, step, seen))

    return changed(pk, by, change)


def _with_one(draft, field):
    fields = in_place(draft.extra_fields, field)
    if len(fields) > MOST:
        raise ValidationError(
            _("An outline has at most %(most)s extra fields. Take out what is not needed."),
            params={"most": MOST},
        )
    return fields


def _with(draft, fields):
    return draft.content | {"extra_fields": fields}
