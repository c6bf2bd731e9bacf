"""The forms in which guides and manuals are compiled."""

from functools import cache
from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from pydantic.fields import FieldInfo

from core.access.chosen import (
    ScopedModelForm,
    chosen_in,
    errors_at,
    keep_to_readable,
    objection,
)
from core.access.scope import scope_of
from core.choices import Role
from core.editing.draft_form import DraftForm
from guides.blocks.order_and_keys import with_old_keys
from guides.blocks.validators import DocumentValidator
from guides.document import parts
from guides.document.fields import Line
from guides.document.shared import EXTRA, Cover
from guides.editor.conflicts import Choice, changed_sections, choices_of
from guides.editor.extra_fields import ExtraFieldsField
from guides.line_lists import LinesField


def document_fields() -> dict[str, FieldInfo]:
    """Return {form field: field of the Document} of the facts that a page keeps in columns."""
    limits = {
        f"{limit}_{name}": field
        for limit in parts.LIMITS
        for name, field in parts.Limit.model_fields.items()
    }
    handling = {f"handling_{name}": rule for name, rule in parts.Handling.model_fields.items()}
    silence = {"silence": parts.TimeLimits.model_fields["silence"]}
    return Cover.model_fields | limits | handling | silence


@cache
def document_validators() -> dict[str, tuple[DocumentValidator, DocumentValidator]]:
    """Return {form field: (validator of its lines, validator of its text)}."""
    of_lines = DocumentValidator(list[Line])
    return {
        name: (of_lines, DocumentValidator.of_text(rule.metadata))
        for name, rule in document_fields().items()
    }


class SectionedPageForm(DraftForm):
    """Base of both forms: what nobody touched stays as it was, to the byte.

    Texts are held against the Document's own rules when they are saved, not first when they are
    submitted: a control character never gets in. What is newly chosen must be the department's.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        keep_to_readable(self, self.for_user)
        if self.is_bound and "sections" in self.fields:
            self.fields["sections"].widget.why_not = self._why_not
        for name, (of_lines, of_text) in document_validators().items():
            field = self.fields.get(name)
            if isinstance(field, LinesField):
                field.validators = [*field.validators, of_lines]
            elif isinstance(field, forms.CharField):
                field.validators = [*field.validators, of_text]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if "sections" in cleaned:
            cleaned["sections"] = with_old_keys(cleaned["sections"], self.shown_value("sections"))
            block = self.fields["sections"].block
            if errors := errors_at(block, cleaned["sections"], self._why_not):
                self.add_error("sections", errors)
        return cleaned

    def choices(self) -> list[Choice]:
        """Return the places about which the person has to choose, each with both texts."""
        return choices_of(self)

    def merged_labels(self) -> list[Any]:
        """Return the labels of the fields and sections that others had changed meanwhile."""
        names = [name for name in self.merged_names if name != "sections"]
        labels = [self.fields[name].label for name in names]
        if "sections" in self.merged_names:
            stream, was = self.instance.sections, self.sent_values["sections"]
            labels += changed_sections(stream.stream_block, was, list(stream.get_prep_value()))
        return labels

    @cached_property
    def _chosen_before(self):
        chosen = chosen_in(self.fields["sections"].block, self.initial.get("sections"))
        return {(type(one), one.pk) for one in chosen}

    def _why_not(self, chosen):
        """Return why an object may not be chosen here, or None; what was there before stays."""
        if (type(chosen), chosen.pk) in self._chosen_before:
            return None
        return objection(self.for_user, chosen, self.department_id)


class GuidePageForm(SectionedPageForm):
    """The form of a service guide."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        page = self.instance
        if EXTRA in self.fields and page.outline_id:
            label = self.fields[EXTRA].label
            self.fields[EXTRA] = ExtraFieldsField(page.outline, page.extra, label=label)

    @property
    def department_id(self) -> int:
        """Whose guide it is."""
        return self.instance.department_id

    SEVERAL_CODES = ("handling_forms", "handling_online_depth")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for name in self.SEVERAL_CODES:
            if name in cleaned:
                cleaned[name] = with_old_keys(cleaned[name], self.shown_value(name))
        return cleaned


class ManualPageForm(SectionedPageForm):
    """The form of a business manual."""

    @property
    def department_id(self) -> int:
        """Whose manual it is: its guide's department."""
        return self.instance.guide.department_id


class ServiceItemForm(ScopedModelForm):
    """The form of a catalogue entry; the basic elements are the operator's."""

    BASIC_ELEMENTS = (
        "department",
        "name",
        "name_en",
        "code_scheme",
        "basic_code",
        "implementation_code",
        "item_type",
        "levels",
        "power_source",
        "is_active",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        scope = scope_of(self.for_user)
        if scope.everything or Role.OPERATOR in scope.roles:
            return
        for name in self.BASIC_ELEMENTS:
            if name in self.fields:
                self.fields[name].disabled = True
                self.fields[name].help_text = _("Kept in the city's catalogue; ask the operator.")
