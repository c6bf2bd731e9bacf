"""Writing a draft of an outline: its cover, and section by section.

Each step is one transaction on the draft's row and says what it was shown: who edits a text that
somebody else has changed meanwhile is told, and keeps what was typed.
"""

from collections.abc import Callable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.audit import record
from core.editing.seen_form import CHANGED_MEANWHILE
from core.running.retrying import retrying
from guides.document.canonical import canonical_data, sha256_hex
from guides.models import Outline, OutlineDraft
from guides.outlines.differences import differences
from guides.outlines.loading import OutlineFile
from publication.acts import OUTLINE_CHANGED
from publication.outlines.people import only_keepers

NOT_A_DRAFT = gettext_lazy(
    "This is no draft any more: it was sent to review, released or given up. Load the page again."
)
ORDER_CHANGED = gettext_lazy(
    "Somebody else has changed the order or the sections since you opened this page, so nothing "
    "was moved. Look at the new order, and move the section once more."
)
GONE_MEANWHILE = gettext_lazy(
    "Somebody else has taken this out since you opened it, so yours is not kept yet; what you "
    "typed stands below. Saving once more puts it back, at the end."
)
NAME_TAKEN = gettext_lazy("Another outline, or the draft of one, has this name already.")
STEPS = {"up": -1, "down": 1}


def seen_of(thing: Any) -> str:
    """Return the fingerprint of what a form shows of a draft: its cover, a section, the order."""
    return sha256_hex(canonical_data({"shown": thing}))


def cover_of(draft: OutlineDraft) -> dict[str, Any]:
    """Return what stands above the sections."""
    return {name: value for name, value in draft.content.items() if name != "sections"}


def order_of(draft: OutlineDraft) -> list[str]:
    """Return the keys of the sections in order."""
    return [one["key"] for one in draft.sections]


def newest_version(key: str) -> Outline | None:
    """Return the newest released version of an outline."""
    return Outline.objects.filter(key=key).order_by("-version").first()


def is_name_taken(label: str, key: str = "") -> bool:
    """Return whether another outline than that of a key, or the draft of one, has a name."""
    newer = Outline.objects.filter(key=OuterRef("key"), version__gt=OuterRef("version"))
    others = Outline.objects.exclude(Exists(newer)).exclude(key=key)
    drafts = OutlineDraft.objects.filter(state__in=OutlineDraft.OPEN).exclude(key=key)
    return label in {
        *others.values_list("label", flat=True),
        *(content["label"] for content in drafts.values_list("content", flat=True)),
    }


def keep_cover(pk: int, by: Any, cover: dict[str, Any], seen: str) -> OutlineDraft:
    """Keep name, basis and whether it is offered; ValidationError as `changed` raises it."""

    def change(draft):
        only_as_seen(seen, cover_of(draft))
        return draft.content | cover

    return changed(pk, by, change)


def keep_section(pk: int, by: Any, section: dict[str, Any], seen: str) -> OutlineDraft:
    """Keep one section, which stays where it is; one that was left out comes back at the end."""

    def change(draft):
        only_as_seen(seen, draft.section(section["key"]))
        return _with(draft, in_place(draft.sections, section))

    return changed(pk, by, change)


def add_section(pk: int, by: Any, section: dict[str, Any]) -> OutlineDraft:
    """Add a section at the end."""

    def change(draft):
        if draft.section(section["key"]):
            raise ValidationError(_("This section is in the outline already."))
        return _with(draft, [*draft.sections, section])

    return changed(pk, by, change)


def leave_out(pk: int, by: Any, key: str) -> OutlineDraft:
    """Take a section out of the draft; what guides say there stays in them."""

    def change(draft):
        left = [one for one in draft.sections if one["key"] != key]
        if not left:
            raise ValidationError(_("An outline needs at least one section."))
        return _with(draft, left)

    return changed(pk, by, change)


def move(pk: int, by: Any, key: str, step: str, seen: str) -> OutlineDraft:
    """Move a section `up`, `down`, or to a place counted from 1."""

    def change(draft):
        return _with(draft, moved(draft.sections, key, step, seen))

    return changed(pk, by, change)


def moved(rows: Sequence[dict[str, Any]], key: str, step: str, seen: str) -> list[dict[str, Any]]:
    """Return rows with one of them elsewhere; ValidationError for who saw another order."""
    order = [one["key"] for one in rows]
    if seen != seen_of(order) or key not in order:
        raise ValidationError(ORDER_CHANGED)
    here = order.index(key)
    place = here + STEPS[step] if step in STEPS else int(step) - 1
    left = list(rows)
    row = left.pop(here)
    left.insert(min(max(place, 0), len(left)), row)
    return left


def in_place(rows: Sequence[dict[str, Any]], row: dict[str, Any]) -> list[dict[str, Any]]:
    """Return rows with one in the place of its key, at the end where there is none."""
    if all(one["key"] != row["key"] for one in rows):
        return [*rows, row]
    return [row if one["key"] == row["key"] else one for one in rows]


def only_as_seen(seen: str, now: Any) -> None:
    """Raise ValidationError when a person was shown something else than there is now."""
    if seen != seen_of(now):
        raise ValidationError(CHANGED_MEANWHILE if now else GONE_MEANWHILE, code="stale")


def _with(draft, sections):
    return draft.content | {"sections": sections}


@retrying
@transaction.atomic
def changed(pk: int, by: Any, change: Callable[[OutlineDraft], dict[str, Any]]) -> OutlineDraft:
    """Put a new content in a draft and return it; ValidationError for what is no draft now."""
    only_keepers(by)
    draft = OutlineDraft.objects.select_for_update(of=("self",)).get(pk=pk)
    if not draft.is_draft:
        raise ValidationError(NOT_A_DRAFT)
    before = draft.content
    content = OutlineFile.model_validate(change(draft)).model_dump(mode="json")
    if content == before:
        return draft
    draft.content = content
    draft.save(update_fields=["content", "changed_at"])
    draft.editors.add(by)
    sentences = differences(before, content)
    record(OUTLINE_CHANGED, by=by, about=draft, sha256=draft.sha256, changes=sentences)
    return draft
