"""The forms of uploads: files or a pasted text, a catalogue, the columns of a table."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.models import Department
from exchange.choices import Extent
from exchange.importing.catalogue_columns import FIELDS, LISTS
from exchange.importing.proposing import UnknownColumn
from exchange.models import Upload
from exchange.uploads.admitting import CATALOGUES, TABLES, TEXTS, admit, kind_of

MOST_FILES = 20


class _ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files at once."""

    widget = _ManyFiles

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        files = data if isinstance(data, list | tuple) else [data] if data else []
        return [super(FilesField, self).clean(one, initial) for one in files]


class UploadForm(forms.Form):
    """Files of guides, or a text that was copied."""

    department = forms.ModelChoiceField(
        queryset=Department.objects.none(), label=gettext_lazy("Department"), empty_label=None
    )
    files = FilesField(  # type: ignore[assignment]  # the form takes its fields from the class
        label=gettext_lazy("Files"),
        required=False,
        help_text=gettext_lazy(
            "Word, text or PDF of a guide or manual, or a workbook of this system; several at once."
        ),
    )
    text = forms.CharField(
        label=gettext_lazy("Or paste the text"),
        required=False,
        max_length=400_000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def __init__(self, *args: Any, departments: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["department"].queryset = departments  # type: ignore[attr-defined]
        self.fields["files"].widget.attrs["accept"] = ",".join(
            f".{ending}" for ending in sorted(TEXTS | TABLES)
        )

    def clean_files(self) -> list[tuple[str, str, bytes]]:
        """Return (name, kind, bytes) of each file; refused ones are named with the reason."""
        found, problems = [], []
        files = self.cleaned_data["files"]
        if len(files) > MOST_FILES:
            raise ValidationError(_("At most %(most)s files at once.") % {"most": MOST_FILES})
        for file in files:
            kind = kind_of(file.name)
            try:
                found.append((file.name, kind, admit(file, kind)))
            except ValidationError as error:
                problems += [f"{file.name}：{message}" for message in error.messages]
        if problems:
            raise ValidationError(problems)
        return found

    def clean(self) -> dict[str, Any]:
        """Demand a file or a text."""
        data = super().clean() or {}
        if not self.errors and not data.get("files") and not data.get("text", "").strip():
            raise ValidationError(_("Choose a file, or paste a text."))
        return data


class CatalogueForm(forms.Form):
    """A table of the catalogue."""

    file = forms.FileField(label=gettext_lazy("Table of the catalogue (.xlsx, .csv)"))
    extent = forms.ChoiceField(
        label=gettext_lazy("Items in use that the table leaves out"),
        choices=Extent.choices,
        required=False,
        help_text=gettext_lazy(
            "Only departments that the table names are looked at. Each cancelled item opens a task "
            "for its department."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].widget.attrs["accept"] = ",".join(
            f".{one}" for one in sorted(CATALOGUES)
        )

    def clean_file(self) -> tuple[str, bytes]:
        """Return the file's name and bytes."""
        file = self.cleaned_data["file"]
        return file.name, admit(file, Upload.Kind.CATALOGUE)

    def clean_extent(self) -> str:
        """Return what was chosen; the share decides where nothing was."""
        return self.cleaned_data["extent"] or Extent.BY_SHARE


FIELD_LABELS = {
    "department": gettext_lazy("Department"),
    "name": gettext_lazy("Item name"),
    "name_en": gettext_lazy("English name"),
    "aliases": gettext_lazy("Everyday names"),
    "code_scheme": gettext_lazy("Scheme of the codes"),
    "basic_code": gettext_lazy("Basic code"),
    "implementation_code": gettext_lazy("Implementation code"),
    "local_basic_code": gettext_lazy("Local basic code"),
    "local_implementation_code": gettext_lazy("Local implementation code"),
    "item_type": gettext_lazy("Item type"),
    "levels": gettext_lazy("Level"),
    "power_source": gettext_lazy("Source of the power"),
    "audience": gettext_lazy("Audience"),
    "situations": gettext_lazy("Handling items"),
    "personal_themes": gettext_lazy("Themes for persons"),
    "business_themes": gettext_lazy("Themes for businesses"),
    "local_themes": gettext_lazy("Local themes"),
    "life_events": gettext_lazy("Life events"),
}


class ColumnsForm(forms.Form):
    """Which field each unknown column of a table is."""

    def __init__(self, *args: Any, columns: list[UnknownColumn], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.columns = columns
        choices = [("", _("Leave this column out"))]
        choices += [(key, str(FIELD_LABELS[key])) for key in (*FIELDS, *LISTS)]
        for number, column in enumerate(columns):
            self.fields[f"column_{number}"] = forms.ChoiceField(
                label=column.header,
                choices=choices,
                required=False,
                initial=column.proposal,
                help_text=_("For example: %(samples)s") % {"samples": "、".join(column.samples)}
                if column.samples
                else "",
            )

    def clean(self) -> dict[str, Any]:
        """Refuse one field for two columns."""
        data = super().clean() or {}
        taken: dict[str, str] = {}
        for number, column in enumerate(self.columns):
            field = data.get(f"column_{number}")
            if field and field in taken:
                message = _("“%(first)s” is the same field already.") % {"first": taken[field]}
                self.add_error(f"column_{number}", message)
            elif field:
                taken[field] = column.header
        return data

    def assigned(self) -> dict[str, str]:
        """Return the fields by the columns' headers."""
        return {
            column.header: self.cleaned_data[f"column_{number}"]
            for number, column in enumerate(self.columns)
        }
