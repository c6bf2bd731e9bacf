"""Forms of pictures and files: whose they are is chosen among one's own departments."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from core.access.scope import scope_of
from core.choices import Role
from core.files.kept_at_the_form import keep_at_the_form
from core.people.department import Department


class _OwnDepartments:
    """Offers the departments that a person compiles for; hides the field when it is only one."""

    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, user=user, **kwargs)
        field = self.fields.get("department")
        departments = scope_of(user).departments_as({Role.COMPILER})
        if field is None or departments is None:
            return
        field.queryset = Department.objects.filter(pk__in=departments)
        field.required = bool(self.instance.pk)
        if len(departments) <= 1:
            field.required = False
            field.widget = forms.HiddenInput()

    def clean_department(self) -> Department | None:
        """Keep the department when none was sent: nobody makes a file everybody's."""
        return self.cleaned_data["department"] or self.instance.department


class _KeepsFile:
    """Stores a file once everything else is right, so that a disk's refusal stands at the form."""

    def _post_clean(self):
        super()._post_clean()
        keep_at_the_form(self, "file", self.instance.keep_file)


class DepartmentDocumentForm(_KeepsFile, _OwnDepartments, BaseDocumentForm):
    """The form of a file."""


class ReadablePictureField(WagtailImageField):
    """Wagtail's field, which fails on a picture cut off in its header."""

    def to_python(self, data: Any) -> Any:
        try:
            return super().to_python(data)
        except (OSError, SyntaxError) as error:
            message = _("This is no picture that we can read.")
            raise forms.ValidationError(message, code="picture") from error


class DepartmentImageForm(_KeepsFile, _OwnDepartments, BaseImageForm):
    """The form of a picture."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        stock = self.fields.get("file")
        if stock:
            self.fields["file"] = ReadablePictureField(
                label=stock.label, required=stock.required, widget=stock.widget
            )
