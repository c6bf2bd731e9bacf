"""The Document of a service guide (办事指南)."""

from typing import Literal

from django.utils.translation import gettext_noop as _
from pydantic import Field

from . import parts
from .shared import SharedSections

GUIDE_SCHEMA = "guide-1"


class GuideDocument(SharedSections):
    """Everything a person needs to get one service done, with internal details of shared rows."""

    schema_version: Literal["guide-1"] = GUIDE_SCHEMA
    faqs: list[parts.Faq] = Field(default_factory=list, title=_("Questions and mistakes"))
    question_tree: parts.QuestionTree = Field(
        default_factory=parts.QuestionTree, title=_("Find your case")
    )
