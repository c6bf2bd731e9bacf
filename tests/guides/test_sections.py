"""A section of a Document is declared once: what else it needs is derived, or named here."""

import json

import pytest
from django.conf import settings
from pydantic import Field

from guides.blocks.sections import CUT_SHORT, GUIDE_SECTIONS, IN_COLUMNS, MANUAL_SECTIONS
from guides.document import GuideDocument, ManualDocument, parts
from guides.document.shared import EXTRAS, SharedSections, section_keys
from guides.editor.section_groups import GROUPS
from guides.models import GuidePage
from guides.outlines.loading import SHIPPED
from guides.showing import book, internal, sections
from search.texts import LABELS, WHOLE_SECTIONS

SHOWN_WITH_OTHERS = {"time_limits", *EXTRAS}
"""Sections that pages show in others: the ruler, the steps, extra fields where they stand."""
OF_THE_OUTLINE = set(EXTRAS)
"""Sections whose fields an outline declares apart from its sections."""
TEMPLATES = "templates/public/guides/sections"


def places_that_miss(guide=GuideDocument, manual=ManualDocument):
    """Return `<section>: <place>` for every place that must be told of a section and was not."""
    of_guide, of_manual = section_keys(guide), section_keys(manual, besides=SharedSections)
    every = {*of_guide, *of_manual}
    shared = set(section_keys(manual)) - set(of_manual)
    on_page = _keys_of_page() | SHOWN_WITH_OTHERS
    wanted = {
        "guides/editor/section_groups.py: GROUPS": (every - OF_THE_OUTLINE, _keys_of_editor()),
        "guides/showing/sections.py: ORDER": (set(of_guide), on_page),
        "guides/showing/book.py: BUILDERS": (
            {*of_manual, *shared},
            set(book.BUILDERS) | set(EXTRAS),
        ),
        TEMPLATES: (set(of_guide) - SHOWN_WITH_OTHERS, _templates()),
        "guides/outlines/shipped/unified-guide-1.json": (
            set(of_guide) - OF_THE_OUTLINE,
            _keys_of_outline("unified-guide-1"),
        ),
        "guides/outlines/shipped/unified-manual-1.json": (
            set(section_keys(manual)) - OF_THE_OUTLINE,
            _keys_of_outline("unified-manual-1"),
        ),
    }
    return sorted(
        f"{key}: {place}" for place, (needed, there) in wanted.items() for key in needed - there
    )


def _keys_of_editor():
    return {key for _label, keys in GROUPS for key in keys}


def _keys_of_page():
    return {key for _group, _title, shown in sections.ORDER for key, _heading, _build in shown}


def _templates():
    return {path.stem for path in (settings.BASE_DIR / TEMPLATES).glob("*.html")}


def _keys_of_outline(name):
    outline = json.loads((SHIPPED / f"{name}.json").read_text(encoding="utf-8"))
    return {section["key"].partition(".")[0] for section in outline["sections"]}


def test_every_place_knows_every_section():
    assert places_that_miss() == []


def test_a_new_section_is_missed_where_it_cannot_be_derived():
    class GuideWithParking(GuideDocument):
        """A guide that says where to park."""

        parking: list[parts.Faq] = Field(default_factory=list, title="Parking")

    class ManualWithKeys(ManualDocument):
        """A manual that says who has the keys."""

        key_holders: list[parts.Faq] = Field(default_factory=list, title="Who has the keys")

    assert places_that_miss(GuideWithParking, ManualWithKeys) == [
        "key_holders: guides/editor/section_groups.py: GROUPS",
        "key_holders: guides/outlines/shipped/unified-manual-1.json",
        "key_holders: guides/showing/book.py: BUILDERS",
        "parking: guides/editor/section_groups.py: GROUPS",
        "parking: guides/outlines/shipped/unified-guide-1.json",
        "parking: guides/showing/sections.py: ORDER",
        f"parking: {TEMPLATES}",
    ]


def test_pages_keep_every_section_in_a_block_or_in_columns():
    of_guide = {key for key, _block in GUIDE_SECTIONS}
    columns = {field.name for field in GuidePage._meta.fields}

    assert of_guide | IN_COLUMNS == set(section_keys(GuideDocument))
    assert of_guide >= CUT_SHORT
    assert [key for key, _block in MANUAL_SECTIONS] == list(
        section_keys(ManualDocument, besides=SharedSections)
    )
    for key, part in (("handling", parts.Handling), ("silence", None)):
        names = {f"{key}_{name}" for name in part.model_fields} if part else {key}
        assert names <= columns
    limits = {f"{limit}_{name}" for limit in parts.LIMITS for name in parts.Limit.model_fields}
    assert limits <= columns


@pytest.mark.parametrize("key", section_keys(GuideDocument))
def test_search_finds_the_words_of_every_section_and_says_where(key):
    assert key in WHOLE_SECTIONS or key in {"item", "legal_bases"}
    assert str(LABELS[key])


def test_what_only_officials_read_is_drawn_by_its_type():
    assert set(internal.INTERNAL) >= set(section_keys(ManualDocument, besides=SharedSections))
