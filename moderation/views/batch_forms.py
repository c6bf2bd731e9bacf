"""The forms of a new batch: what is said of it, and what the departments concerned say."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.day_input import DayInput
from core.models import Department, DepartmentDocument
from moderation.models import BatchOpinion

MOST_CONCERNED = 5
"""As many departments say something of one batch."""


class BatchForm(forms.Form):
    """What is said of a batch as a whole."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=200)
    opinion = forms.CharField(
        label=gettext_lazy("Cover opinion"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("The reason of every changed section that has none of its own."),
    )
    effective_on = forms.DateField(
        label=gettext_lazy("In force together from"),
        required=False,
        widget=DayInput(),
        help_text=gettext_lazy("Empty: each from the day of filing on."),
    )

    def clean_effective_on(self) -> date | None:
        """Return the date; ValidationError when it lies behind."""
        day = self.cleaned_data["effective_on"]
        if day and day < timezone.localdate():
            raise ValidationError(_("The date in force must not lie in the past."))
        return day


class OpinionForm(forms.Form):
    """What one department concerned says of a batch (会签意见), with its paper."""

    concerned = forms.CharField(
        label=gettext_lazy("Department concerned"), required=False, max_length=100
    )
    concerned_opinion = forms.CharField(
        label=gettext_lazy("Its opinion"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    paper = forms.FileField(label=gettext_lazy("Its paper"), required=False)

    def clean(self) -> dict[str, Any]:
        """Return what was given; a name without an opinion, or a paper alone, is refused."""
        given = super().clean() or {}
        name, text = given.get("concerned"), given.get("concerned_opinion")
        if bool(name) != bool(text) or (given.get("paper") and not name):
            self.add_error("concerned_opinion", _("Name the department and what it says."))
        return given

    @property
    def is_used(self) -> bool:
        """Whether something was given, or goes wrong, so that it is to be seen."""
        return self.is_bound and (self.has_changed() or bool(self.errors))

    def opinion(self, user: Any, department: Department) -> BatchOpinion:
        """Return the unsaved opinion; its paper is saved."""
        given, document = self.cleaned_data, None
        if given["paper"]:
            document = DepartmentDocument(
                title=given["paper"].name[:255],
                file=given["paper"],
                uploaded_by_user=user,
                department=department,
            )
            document.save()
        return BatchOpinion(
            department_name=given["concerned"], text=given["concerned_opinion"], document=document
        )


def opinion_forms(data: Any, files: Any) -> list[OpinionForm]:
    """Return the forms for the departments concerned, the first one without a prefix."""
    prefixes = [None, *(str(number) for number in range(2, MOST_CONCERNED + 1))]
    return [OpinionForm(data, files, prefix=prefix) for prefix in prefixes]
