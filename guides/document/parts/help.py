"""Template parts M, N, P: questions, the question tree, attachments."""

from django.utils.translation import gettext_noop as _
from pydantic import Field

from guides import choices
from guides.document.fields import FileRef, Key, Keys, Line, Part, Text, code

from .defaults import list_field, none_field, text_field


class Faq(Part):
    """常见问题、常见错误 (M)."""

    kind: code(choices.FaqKind) = none_field(_("Kind"))
    question: Text = text_field(_("Question"))
    answer: Text = text_field(_("Answer"))


class Effect(Part):
    """What an answer changes: materials, steps and conditions by key, or a conclusion."""

    add_materials: Keys = list_field(_("Add materials (keys)"))
    drop_materials: Keys = list_field(_("Drop materials (keys)"))
    add_steps: Keys = list_field(_("Add steps (keys)"))
    drop_steps: Keys = list_field(_("Drop steps (keys)"))
    add_conditions: Keys = list_field(_("Add conditions (keys)"))
    drop_conditions: Keys = list_field(_("Drop conditions (keys)"))
    conclusion: Text = text_field(_("Conclusion"))
    elsewhere: bool = Field(False, title=_("This guide is not for that case"))


class Option(Part):
    """One answer of a question; its key stands in the address of a case."""

    key: Key = text_field(_("Key"))
    label: Line = text_field(_("Answer"))
    help: Text = text_field(_("Help"))
    next: Key = text_field(_("Next question (key)"))
    effect: Effect = Field(default_factory=Effect, title=_("Effect"))


class Question(Part):
    """One question of the tree."""

    key: Key = text_field(_("Key"))
    question: Line = text_field(_("Question"))
    help: Text = text_field(_("Help"))
    options: list[Option] = list_field(_("Answers"))


class QuestionTree(Part):
    """情形引导 (N): the first question is where it starts."""

    questions: list[Question] = list_field(_("Questions"))


class Attachment(Part):
    """附件 (P)."""

    kind: code(choices.AttachmentKind) = none_field(_("Kind"))
    name: Line = text_field(_("Name"))
    file: FileRef | None = none_field(_("File"))
    note: Text = text_field(_("Note"))
