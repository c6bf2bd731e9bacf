"""The form of a reform: its kind says which fields it has."""

from typing import Any, cast

from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.day_input import DayInput
from core.editing.seen_form import SeenForm
from core.models import Department, DepartmentDocument, Membership
from guides.models import ServiceItem
from publication.choices import ReformKind
from publication.models import Reform

OF_KIND = {
    ReformKind.RENAME: ("new_name", "new_name_en"),
    ReformKind.MERGE: ("target",),
    ReformKind.SPLIT: ("target", "items", "people"),
    ReformKind.MOVE: ("new_parent", "new_level", "new_region_code", "new_region"),
}
ALWAYS = ("decision_no", "effective_on", "reason")


class SourceForm(forms.Form):
    """Which department gives part of its items away: asked first, since the items depend on it."""

    source = forms.ModelChoiceField(
        label=gettext_lazy("Department that gives items away"),
        queryset=Department.objects.filter(is_active=True).order_by("name"),
        to_field_name="slug",
    )


class ReformForm(SeenForm, forms.ModelForm):
    """What a reform does to which departments, on which decision and from which day."""

    decision_file = forms.FileField(label=gettext_lazy("File of the decision"), required=False)

    class Meta:
        model = Reform
        fields = (
            "sources", "target", "new_name", "new_name_en", "new_parent", "new_level",
            "new_region_code", "new_region", "items", "people", *ALWAYS,
        )  # fmt: skip
        widgets = {
            "effective_on": DayInput(),
            "reason": forms.Textarea(attrs={"rows": 3}),
            "sources": forms.CheckboxSelectMultiple,
            "items": forms.CheckboxSelectMultiple,
            "people": forms.CheckboxSelectMultiple,
        }
        help_texts = {
            "reason": gettext_lazy("It stands in the history of every guide and in the register."),
            "people": gettext_lazy("Their roles in the department go along; the others stay."),
            "new_parent": gettext_lazy("Left empty, what is there now stays; so with each field."),
            "effective_on": gettext_lazy("Until that day nothing changes."),
        }

    def __init__(self, *args: Any, source: Department | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = ReformKind(self.instance.kind)
        for name in {name for names in OF_KIND.values() for name in names} - {*OF_KIND[self.kind]}:
            del self.fields[name]
        self._offer(source)

    def _offer(self, source: Department | None) -> None:
        in_use = Department.objects.filter(is_active=True).order_by("name")
        for name in ("sources", "target", "new_parent"):
            if name in self.fields:
                cast(forms.ModelChoiceField, self.fields[name]).queryset = in_use
        for name in ("target", "new_name"):
            if name in self.fields:
                self.fields[name].required = True
        if self.kind == ReformKind.SPLIT and source is not None:
            self._offer_what_is_of(source)
        elif self.kind != ReformKind.MERGE:
            self.fields["sources"] = OneSourceField(queryset=in_use)
            self.fields["sources"].label = _("Department")

    def _offer_what_is_of(self, source: Department) -> None:
        fields = cast(dict[str, forms.ModelMultipleChoiceField], self.fields)
        fields["sources"].queryset = Department.objects.filter(pk=source.pk)
        fields["sources"].widget = forms.MultipleHiddenInput()
        self.initial["sources"] = [source.pk]
        fields["items"].queryset = ServiceItem.objects.filter(department=source).order_by(
            "name", "pk"
        )
        fields["items"].required = True
        members = Membership.objects.filter(department=source).values("user")
        people = get_user_model().objects.filter(pk__in=members)
        fields["people"].queryset = people.order_by("username")

    def clean_effective_on(self) -> Any:
        """Return the day; ValidationError when it lies behind."""
        day = self.cleaned_data["effective_on"]
        if day < timezone.localdate():
            raise ValidationError(_("This day is over; choose today or a later one."))
        return day

    def keep_decision(self, by: Any) -> None:
        """Keep the file that was sent as one of the first department; ValidationError for one
        that no door lets in.
        """
        sent = self.cleaned_data.get("decision_file")
        if not sent:
            return
        document = DepartmentDocument(
            title=sent.name[:255],
            file=sent,
            uploaded_by_user=by,
            department=self.cleaned_data["sources"].first(),
        )
        document.save()
        self.instance.decision = document


class OneOfMany(forms.Select):
    """A list in which one entry is chosen; it is sent on as the only one of several."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        value = super().value_from_datadict(data, files, name)
        return [value] if value else []


class OneSourceField(forms.ModelMultipleChoiceField):
    """One department, chosen from a list that begins with none, as the field of many takes it."""

    widget = OneOfMany

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.empty_label = "---------"
