"""Forms on which a filing officer suspends, resumes or abolishes a guide."""

from datetime import date
from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.access.scope import Person
from core.day_input import DayInput
from core.registries import guides_found
from guides.showing.words import full_name
from publication import proposals, states
from publication.choices import EventType
from publication.life.successors import openly_filed
from publication.models import PublicState


class ActForm(forms.Form):
    """What is asked before an act; `seen` is the guide's last event when the officer began."""

    event: Any
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, state, **kwargs):
        super().__init__(*args, **kwargs)
        self.state = state
        self.fields["seen"].initial = state.seq

    def carry_out(self, user: Person) -> None:
        """Do it; ValidationError when the guide's state does not allow it (any more)."""
        raise NotImplementedError


class ResumeForm(ActForm):
    """Resuming asks nothing."""

    event = EventType.RESUMED

    def carry_out(self, user: Person) -> None:
        states.resume(self.state.code, user, seen=self.cleaned_data["seen"])


class SuspendForm(ActForm):
    """Why a guide is suspended, and until when; also to change either."""

    event = EventType.SUSPENDED
    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        help_text=_("Citizens read it on the guide's page."),
        error_messages={"required": _("A suspension needs a reason. Citizens read it.")},
    )
    until = forms.DateField(
        label=_("Suspended until"),
        required=False,
        # The browser's own: Wagtail's calendar lies over the button below until it is left.
        widget=DayInput(),
        help_text=_(
            "If known. You and the department are reminded the day before; from that day on the"
            " page says that the date has come. Nothing resumes by itself."
        ),
    )

    def clean_until(self) -> date | None:
        until = self.cleaned_data["until"]
        if until and until < timezone.localdate():
            raise forms.ValidationError(_("This date lies in the past."))
        return until

    def carry_out(self, user: Person) -> None:
        data = self.cleaned_data
        proposals.propose(
            [self.state.code],
            user,
            self.event,
            reason=data["reason"],
            until=data["until"],
            seen=data["seen"],
        )


class AbolishForm(ActForm):
    """Why a guide is abolished, and which guide takes its place."""

    event = EventType.ABOLISHED
    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        help_text=_("Citizens read it in place of the guide."),
        error_messages={"required": _("An abolition needs a reason. Citizens read it.")},
    )
    words = forms.CharField(
        label=_("Which guide takes its place?"),
        required=False,
        max_length=200,
        help_text=_(
            "Look for it by its name, an everyday name, a code or a filing number; filed guides of"
            " all departments are found."
        ),
    )
    successor = forms.ChoiceField(
        label=_("Guides that may take its place"), required=False, widget=forms.RadioSelect
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._field.choices = [("", _("No guide takes its place")), *self._offered()]

    @property
    def _field(self) -> forms.ChoiceField:
        return cast(forms.ChoiceField, self.fields["successor"])

    def _offered(self):
        """Return the guides that were found, and the one that was chosen before, as choices."""
        words, chosen = self["words"].value() or "", self["successor"].value() or ""
        found = guides_found(words.strip()) if words.strip() else []
        offered = dict.fromkeys([one for one in (chosen, *found) if one])
        open_ones = PublicState.objects.filter(openly_filed(), code__in=offered)
        named = {one.code: label_of_guide(one) for one in open_ones.exclude(code=self.state.code)}
        return [(code, named[code]) for code in offered if code in named]

    @property
    def found_none(self) -> bool:
        """Whether words were looked for in vain."""
        return bool(self["words"].value()) and len(self._field.widget.choices) == 1

    def carry_out(self, user: Person) -> None:
        data = self.cleaned_data
        proposals.propose(
            [self.state.code],
            user,
            self.event,
            reason=data["reason"],
            successors=[data["successor"]] if data["successor"] else [],
            seen=data["seen"],
        )


def label_of_guide(state: PublicState) -> str:
    """Return a guide with department and code, as it is offered for a choice."""
    department = state.summary.get("department", {}).get("name", "")
    return f"{full_name(state.summary, state.title)['name']} · {department} · {state.code}"


FORMS = {"suspend": SuspendForm, "resume": ResumeForm, "abolish": AbolishForm}
"""The form of each act, by its name in the address."""
