"""What a guide's and a manual's Document have in common: cover, outline, shared sections.

A section is a field of a Document: it is declared there once, with its type and title. What the
editor, the pages and the search need besides is named by `tests/guides/test_sections.py`.
"""

from typing import Annotated, Any

from django.utils.translation import gettext_noop as _
from pydantic import Field

from . import parts
from .fields import INTERNAL, IsoDate, Line, Part, Text

EXTRA, EXTRA_INTERNAL = "extra", "extra_internal"
EXTRAS = (EXTRA, EXTRA_INTERNAL)
"""Sections of extra fields (补充字段): each field stands after another section, which it names."""


def _is_unsaid(value: Any) -> bool:
    return value is None or value == []


class OutlineSection(Part):
    """One section of the outline that a Document was written by, with the labels of that day."""

    key: Line
    label: Line = ""
    label_en: Line = ""


class OutlineRef(Part):
    """The outline (模板) and version that a Document was written by."""

    key: Line = ""
    version: int = 0
    sections: list[OutlineSection] = Field(default_factory=list)


class Cover(Part):
    """封面 (A)."""

    doc_no: Line = Field("", title=_("Document number"), max_length=100)
    title: Line = Field("", title=_("Title"), max_length=255)
    summary: Text = Field("", title=_("In plain words"))
    issuer: Line = Field("", title=_("Issuing body"), max_length=200)
    change_note: Text = Field("", title=_("What changed"))
    checked_on: IsoDate = Field("", title=_("Content checked on"))
    outline: OutlineRef = Field(default_factory=OutlineRef, title=_("Outline"))
    # Only what inherits says it: every other text is, to the byte, what it was before.
    standard: Annotated[parts.Standard | None, INTERNAL] = Field(
        None, title=_("Inherited from the standard guide"), exclude_if=_is_unsaid
    )


class SharedSections(Cover):
    """The sections that a guide and its manual share by reference, so that they cannot disagree."""

    item: parts.Item = Field(default_factory=parts.Item, title=_("Item"))
    legal_bases: list[parts.LegalBasis] = Field(default_factory=list, title=_("Legal bases"))
    conditions: parts.Conditions = Field(default_factory=parts.Conditions, title=_("Conditions"))
    materials: parts.Materials = Field(default_factory=parts.Materials, title=_("Materials"))
    process: parts.Process = Field(default_factory=parts.Process, title=_("Procedure"))
    time_limits: parts.TimeLimits = Field(default_factory=parts.TimeLimits, title=_("Time limits"))
    handling: parts.Handling = Field(default_factory=parts.Handling, title=_("Ways of handling"))
    fees: parts.Fees = Field(default_factory=parts.Fees, title=_("Fees"))
    results: list[parts.Result] = Field(default_factory=list, title=_("Results"))
    service_points: list[parts.ServicePoint] = Field(
        default_factory=list, title=_("Windows and hours")
    )
    contacts: parts.Contacts = Field(
        default_factory=parts.Contacts, title=_("Advice, complaints, remedies")
    )
    attachments: list[parts.Attachment] = Field(default_factory=list, title=_("Attachments"))
    # Only where an outline asks for any: every other text is, to the byte, what it was before.
    extra: list[parts.ExtraField] = Field(
        default_factory=list, title=_("Extra fields"), exclude_if=_is_unsaid
    )
    extra_internal: Annotated[list[parts.ExtraField], INTERNAL] = Field(
        default_factory=list, title=_("Internal extra fields"), exclude_if=_is_unsaid
    )


def section_keys(document: type[Cover], *, besides: type[Cover] = Cover) -> tuple[str, ...]:
    """Return the keys of a Document's sections in order: its fields that `besides` lacks."""
    apart = {*besides.model_fields, "schema_version"}
    return tuple(name for name in document.model_fields if name not in apart)
