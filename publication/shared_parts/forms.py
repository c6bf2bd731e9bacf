"""The forms of shared parts: what one says with the reason of the change, and a decision."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets import AdminDateInput
from wagtail.blocks.base import BlockField

from core.access.chosen import chosen_in, objection
from guides.models import SharedPart
from moderation.choices import Verdict
from publication.models import PartChange
from publication.shared_parts.drafting import block_of, data_of, value_of
from publication.shared_parts.people import kept_departments

CHANGED_MEANWHILE = gettext_lazy(
    "Somebody has saved this draft since you opened it, so yours was not kept. Look at theirs in "
    "another window; saving once more puts yours in its place."
)


class PartForm(forms.Form):
    """A shared part as it is to be, why, and from when; of a new one also whose it is.

    `seen` is the state of the draft that the person at the screen saw.
    """

    department = forms.ModelChoiceField(
        queryset=None, label=gettext_lazy("Department"), required=False
    )
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Stands in every new version as what changed."),
    )
    effective_on = forms.DateField(
        label=gettext_lazy("In force from"),
        required=False,
        widget=AdminDateInput(),
        help_text=gettext_lazy("Empty: the day on which it is approved."),
    )

    def __init__(
        self, *args: Any, part: SharedPart, change: PartChange | None, user: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.part, self.user = part, user
        self.seen = change.changed_at.isoformat() if change else ""
        self.block = block_of(part.kind)
        self.fields["value"] = BlockField(block=self.block, label=part.get_kind_display())
        self.initial["value"] = value_of(part, change)
        if change is not None:
            self.initial["reason"] = change.reason
            self.initial["effective_on"] = change.effective_on
        self._limit_departments()
        self.order_fields(["department", "value", "reason", "effective_on"])

    def _limit_departments(self) -> None:
        if self.part.pk:
            del self.fields["department"]
            return
        field: Any = self.fields["department"]
        field.queryset = kept_departments(self.user)
        field.empty_label = _("The whole city (kept by the operator)")
        if field.queryset.count() == 1:
            field.initial = field.queryset.get()

    def clean_effective_on(self) -> date | None:
        """Return the date; ValidationError when it lies behind."""
        day = self.cleaned_data["effective_on"]
        if day and day < timezone.localdate():
            raise ValidationError(_("This day is over; choose today or a later one."))
        return day

    def clean(self) -> dict[str, Any]:
        """Return what was sent, with `data`, the part as JSON data."""
        cleaned: dict[str, Any] = super().clean() or {}
        if self.data.get("seen", self.seen) != self.seen:
            self.add_error(None, CHANGED_MEANWHILE)
        if not self.part.pk:
            self.part.department = cleaned.get("department")
        if "value" in cleaned:
            for chosen in chosen_in(self.block, cleaned["value"]):
                if why := objection(self.user, chosen, self.part.department_id):
                    self.add_error("value", why)
            cleaned["data"] = data_of(self.part.kind, cleaned["value"])
        return cleaned


class PartDecisionForm(forms.Form):
    """A decision about a change of a part, for the department or stage that it was shown for."""

    verdict = forms.ChoiceField(choices=Verdict.choices)
    opinion = forms.CharField(
        label=gettext_lazy("Opinion"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    stage = forms.CharField()
    seen = forms.CharField()
    department = forms.IntegerField(required=False)
