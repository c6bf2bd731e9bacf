"""Inheriting (继承): an heir's draft holds what is local, its standard guide says the rest."""

from typing import Any

from guides.choices import PartKind
from guides.document import parts
from guides.document.inheriting import INHERITED, is_local
from guides.document.shareable import WHOLE
from guides.shared_parts.followed import Followed
from guides.shared_parts.models import SharedPart


def with_inherited(
    document: dict[str, Any], standard_id: int | None
) -> tuple[dict[str, Any], list[Followed]]:
    """Return a guide's Document, as data, with what its standard says now, and what it follows.

    Without a standard nothing is asked.
    """
    part = _standard(standard_id)
    if part is None:
        return document, []
    data, _changed = part.shareable.merged(document, {}, part.data)
    return data, _followed(part)


def said_otherwise(document: dict[str, Any], standard_id: int) -> list[str]:
    """Return the inherited fields in which a Document, as data, differs from a standard guide."""
    inherited, _followed_parts = with_inherited(document, standard_id)
    return [name for name in INHERITED if name != "standard" and inherited[name] != document[name]]


def standard_of(page: Any) -> dict[str, Any] | None:
    """Return from which version a guide inherits, as its Document says it; None without any."""
    part = _standard(page.standard_id)
    return None if part is None else part.data["standard"]


def followed_standard(standard_id: int | None) -> list[Followed]:
    """Return what an heir follows: its standard as a whole; nothing without one."""
    part = _standard(standard_id)
    return [] if part is None else _followed(part)


def _followed(part: SharedPart) -> list[Followed]:
    return [Followed(part.pk, part.version, WHOLE, ())]


def _standard(pk: int | None) -> SharedPart | None:
    if pk is None:
        return None
    return SharedPart.objects.filter(pk=pk, kind=PartKind.GUIDE, version__gt=0).first()


def keep_local(page: Any) -> None:
    """Let an heir in memory hold only what is local, whatever it was given."""
    raw = page.sections.get_prep_value()
    local = [one for one in raw if is_local(one["type"])]
    if len(local) < len(raw):
        page.sections = page.sections.stream_block.to_python(local)
    for column, place in columns().items():
        if not is_local(place):
            setattr(page, column, page._meta.get_field(column).get_default())


def columns() -> dict[str, str]:
    """Return {column of a page: its place in the Document} of the facts that no block holds."""
    limits = {
        f"{limit}_{name}": f"time_limits/{limit}/{name}"
        for limit in parts.LIMITS
        for name in parts.Limit.model_fields
    }
    handling = {f"handling_{name}": f"handling/{name}" for name in parts.Handling.model_fields}
    rest = {"silence": "time_limits/silence", "fees_charged": "fees/charged", "summary": "summary"}
    return limits | handling | rest
