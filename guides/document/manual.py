"""The Document of a business manual (业务手册): shared sections and what only officials see.

The keys in docstrings, such as F5, are those of `docs/template.md`.
"""

from typing import Literal

from django.utils.translation import gettext_noop as _
from pydantic import Field

from guides import choices

from . import parts
from .fields import FileRef, Line, Part, Text, code
from .shared import SharedSections

MANUAL_SCHEMA = "manual-1"


class Post(Part):
    """岗位与审批人员 (F5)."""

    name: Line = Field("", title=_("Post"))
    duties: Text = Field("", title=_("Duties"))
    powers: Text = Field("", title=_("Powers"))
    recusal: Text = Field("", title=_("Recusal"))
    deputy: Line = Field("", title=_("Deputy (A/B post)"))
    persons: Line = Field("", title=_("Persons"))


class Discretion(Part):
    """裁量基准 (F6)."""

    subject: Line = Field("", title=_("Subject"))
    circumstance: Text = Field("", title=_("Circumstance"))
    standard: Text = Field("", title=_("Standard of discretion"))


class OpinionTemplate(Part):
    """意见模板 (F6)."""

    name: Line = Field("", title=_("Name"))
    text: Text = Field("", title=_("Text"))


class DocumentForm(Part):
    """文书格式 (F6), in three classes."""

    form_class: code(choices.FormClass) = Field(None, title=_("Class"))
    name: Line = Field("", title=_("Name"))
    text: Text = Field("", title=_("Text"))
    file: FileRef | None = Field(None, title=_("File"))


class Archiving(Part):
    """归档要求、决定公开 (F7)."""

    archiving: Text = Field("", title=_("Archiving"))
    decision_publication: Text = Field("", title=_("Making the decision public"))


class SupervisionCheck(Part):
    """监督检查 (O): one row of the supervision table, with its score."""

    subject: Line = Field("", title=_("What is checked"))
    frequency: Line = Field("", title=_("How often"))
    method: Text = Field("", title=_("Method"))
    standard: Text = Field("", title=_("Standard"))
    score: Line = Field("", title=_("Score"))


class ManualDocument(SharedSections):
    """What officials need to handle one service: never public."""

    schema_version: Literal["manual-1"] = MANUAL_SCHEMA
    preface: Text = Field("", title=_("Preface"))
    planning: Text = Field("", title=_("Professional planning"))
    additional_provisions: Text = Field("", title=_("Additional provisions of the decision"))
    business_description: Text = Field("", title=_("Business description"))
    internal_chart: parts.FlowChart = Field(
        default_factory=parts.FlowChart, title=_("Internal flow")
    )
    posts: list[Post] = Field(default_factory=list, title=_("Posts and powers"))
    discretion: list[Discretion] = Field(default_factory=list, title=_("Discretion"))
    opinion_templates: list[OpinionTemplate] = Field(
        default_factory=list, title=_("Opinion templates")
    )
    document_forms: list[DocumentForm] = Field(default_factory=list, title=_("Document forms"))
    archiving: Archiving = Field(default_factory=Archiving, title=_("Archiving and making public"))
    supervision: list[SupervisionCheck] = Field(default_factory=list, title=_("Supervision"))
