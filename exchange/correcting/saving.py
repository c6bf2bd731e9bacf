"""A corrected text becomes the draft of a guide or manual; what was set aside stays as comments."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Comment, Page

from exchange.importing.guides import outline_of
from exchange.importing.items import with_catalogue_facts
from guides.compiling.compile import compile_guide, compile_manual
from guides.compiling.page_sections import apply_guide, apply_manual
from guides.document import GuideDocument, ManualDocument
from guides.document.shared import EXTRAS, section_keys
from guides.models import GuidePage, ItemSituation, ManualPage
from guides.outlines.extra_values import settled
from guides.presenter import present_guide, present_manual

NOTE_FIELD = "summary"
MOST_IN_A_NOTE = 4_000


@dataclass(frozen=True)
class Saved:
    """The draft that a text became, and the sections that a page cannot hold as they were read."""

    page: Page
    lost: list[str]


@transaction.atomic
def save_draft(
    document: dict[str, Any], situation: ItemSituation, user: Any, notes: list[str]
) -> Saved:
    """Write a read Document to the draft of a situation's guide, made when there is none.

    What the text does not say stays as the page has it; the catalogue's facts come from there.
    Raises ValidationError when the person may not edit that page.
    """
    page = GuidePage.objects.filter(situation=situation).first()
    is_manual = document["schema_version"] == "manual-1"
    if is_manual:
        page, target = _manual_of(page, user)
        lost = _write_manual(document, target, page, user)
    else:
        if page is None:
            page = compile_guide(situation, outline_of(GuideDocument(), "guide"), user)
        target = _editable(page, user)
        lost = _write_guide(document, target, user)
    for note in notes:
        _note(target, note, user)
    return Saved(target, lost)


NOT_READ = frozenset({"outline", "standard", *EXTRAS})
"""What no text says of itself as a whole."""


def _editable(page: Any, user: Any) -> Any:
    """Return the newest draft of a page; ValidationError for a page this person cannot edit."""
    tester = page.permissions_for_user(user)
    if not tester.can_edit() or tester.page_locked():
        raise ValidationError(_("This guide is under review or locked: it cannot be changed now."))
    return page.get_latest_revision_as_object()


def _manual_of(guide: GuidePage | None, user: Any) -> tuple[GuidePage, Any]:
    if guide is None:
        raise ValidationError(_("There is no guide yet that this manual belongs to."))
    page = ManualPage.objects.child_of(guide).first()
    if page is None:
        page = compile_manual(guide, outline_of(ManualDocument(), "manual"), user)
    return guide, _editable(page, user)


def _write_guide(document: dict[str, Any], page: Any, user: Any) -> list[str]:
    here = present_guide(page).model_dump(mode="json")
    wanted = _merged(here, document, GuideDocument)
    item = GuideDocument.model_validate(wanted).item
    wanted["item"] = with_catalogue_facts(item, page.situation, strict=False)
    wanted |= settled(wanted, page.outline.extra_rules)
    applied = GuideDocument.model_validate(wanted)
    apply_guide(applied, page)
    page.save_revision(user=user, log_action=True)
    return _changed(present_guide(page), applied)


def _write_manual(document: dict[str, Any], page: Any, guide: Any, user: Any) -> list[str]:
    shown = present_guide(guide.get_latest_revision_as_object())
    here = present_manual(page, shown).model_dump(mode="json")
    wanted = ManualDocument.model_validate(_merged(here, document, ManualDocument))
    apply_manual(wanted, page)
    page.save_revision(user=user, log_action=True)
    return _changed(present_manual(page, shown), wanted)


def _merged(here: dict[str, Any], read: dict[str, Any], model: type) -> dict[str, Any]:
    """Return what stands on a page with the sections that a text says something of."""
    blank = model().model_dump(mode="json")
    read_keys = (key for key in here if key not in NOT_READ and read.get(key) != blank.get(key))
    return here | _extra_fields(here, read) | {key: read[key] for key in read_keys}


def _extra_fields(here: dict[str, Any], read: dict[str, Any]) -> dict[str, Any]:
    """Return the extra fields that stand on a page, those that a text names as it says them."""
    names = {row["key"] for section in EXTRAS for row in read.get(section, ())}
    return {
        section: [
            *(row for row in here.get(section, ()) if row["key"] not in names),
            *read.get(section, ()),
        ]
        for section in EXTRAS
    }


def _changed(written: Any, wanted: Any) -> list[str]:
    """Return the titles of the sections that a page gives back otherwise than they were read."""
    one, other = written.model_dump(mode="json"), wanted.model_dump(mode="json")
    fields = type(wanted).model_fields
    return [
        str(_(fields[key].title))
        for key in section_keys(type(wanted))
        if one.get(key) != other.get(key)
    ]


def _note(page: Any, text: str, user: Any) -> None:
    """Keep a text that found no section as a comment of the draft."""
    note = _("From the imported text: %(text)s") % {"text": text[:MOST_IN_A_NOTE]}
    Comment.objects.create(page_id=page.pk, user=user, text=note, contentpath=NOTE_FIELD)
