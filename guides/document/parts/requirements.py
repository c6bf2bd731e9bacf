"""Template parts C, D, E: legal bases, conditions, materials."""

from typing import Annotated

from django.utils.translation import gettext_noop as _
from pydantic import Field

from guides import choices
from guides.document.fields import (
    INTERNAL,
    FileRef,
    IsoDate,
    Key,
    Keys,
    Line,
    Lines,
    Part,
    Text,
    Texts,
    Whole,
    code,
)

from .defaults import list_field, none_field, text_field


class LegalBasis(Part):
    """设定依据 (C): one provision, down to article, paragraph and item."""

    category: code(choices.BasisCategory) = none_field(_("Category of the basis"))
    title: Line = text_field(_("Title of the law"))
    document_no: Line = text_field(_("Number of the law"))
    article: Line = text_field(_("Article"))
    text: Text = text_field(_("Text of the article"))
    issuer: Line = text_field(_("Enacting body"))
    effective_on: IsoDate = text_field(_("In force since"))
    status: code(choices.BasisStatus) = none_field(_("Validity"))


class ConditionReview(Part):
    """审查要点 (D4): how officials check one condition; for the manual only."""

    points: Text = text_field(_("Review points"))
    standard: Text = text_field(_("Review standard"))
    method: Text = text_field(_("Review method"))
    evidence: Text = text_field(_("Proof"))


class Condition(Part):
    """准予条件 (D1): one condition that an applicant must meet."""

    key: Key = text_field(_("Key"))
    text: Text = text_field(_("Condition"))
    situations: Lines = list_field(_("Only in these cases"))
    materials: Keys = list_field(_("Proved by materials (keys)"))
    review: Annotated[ConditionReview, INTERNAL] = Field(
        default_factory=ConditionReview, title=_("Review of this condition")
    )


class Conditions(Part):
    """条件 (D): who may apply, and who may not."""

    items: list[Condition] = list_field(_("Conditions"))
    prohibitions: Texts = list_field(_("Cases of refusal and prohibitions"))


class Material(Part):
    """申请材料 (E): one thing that the applicant hands in."""

    key: Key = text_field(_("Key"))
    name: Line = text_field(_("Material name"))
    kind: code(choices.MaterialKind) = none_field(_("Material type"))
    form: code(choices.MaterialForm) = none_field(_("Material form"))
    necessity: code(choices.Necessity) = none_field(_("Necessity"))
    originals: Whole = none_field(_("Number of originals"))
    copies: Whole = none_field(_("Number of copies"))
    page_format: Line = text_field(_("Paper size"))
    source: code(choices.MaterialSource) = none_field(_("Source"))
    source_note: Text = text_field(_("Note on the source"))
    issuing_body: Line = text_field(_("Issued by"))
    filling_notes: Text = text_field(_("How to fill it in"))
    acceptance_standard: Text = text_field(_("Standard of acceptance"))
    legal_basis: Text = text_field(_("Basis for demanding it"))
    exempt: bool = Field(False, title=_("Need not be handed in"))
    tolerated: bool = Field(False, title=_("May follow later"))
    e_licence: Line = text_field(_("Electronic licence used instead"))
    trust_level: code(choices.TrustLevel) = none_field(_("Trust level"))
    reuse_key: Key = text_field(_("Reuse key"))
    situations: Lines = list_field(_("Only in these cases"))
    conditions: Keys = list_field(_("Proves conditions (keys)"))
    blank_forms: list[FileRef] = list_field(_("Blank forms"))
    samples: list[FileRef] = list_field(_("Filled samples"))
    note: Text = text_field(_("Note"))


class Materials(Part):
    """申请材料目录 (E), or the explicit statement that nothing is needed."""

    none_required: bool = Field(False, title=_("No material needed"))
    items: list[Material] = list_field(_("Materials"))
