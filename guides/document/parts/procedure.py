"""Template parts F, G: steps, special procedures, flow charts, time limits."""

from typing import Annotated

from django.utils.translation import gettext_noop as _
from pydantic import Field

from guides import choices
from guides.document.fields import (
    INTERNAL,
    FileRef,
    Flag,
    Key,
    Line,
    Lines,
    Part,
    Text,
    Whole,
    code,
    several,
)

from .defaults import line_field, list_field, none_field, text_field


class Step(Part):
    """环节 (F2): one step of the procedure."""

    key: Key = text_field(_("Key"))
    stage: code(choices.Stage) = none_field(_("Kind of step"))
    name: Line = text_field(_("Step name"))
    action: Text = text_field(_("What happens"))
    actor: code(choices.StepActor) = none_field(_("Who acts"))
    body: Line = text_field(_("Handling body"))
    limit: Whole = none_field(_("Time limit"))
    unit: code(choices.TimeUnit) = none_field(_("Unit"))
    counted: bool = Field(False, title=_("Counts towards the promised time"))
    standard_summary: Text = text_field(_("Review standard in short"))
    result: Line = text_field(_("What you get"))
    channels: several(choices.ChannelForm) = list_field(_("Channels"))
    situations: Lines = list_field(_("Only in these cases"))
    post: Annotated[Line, INTERNAL] = text_field(_("Post and persons"))
    phone: Annotated[Line, INTERNAL] = text_field(_("Internal phone"))
    standard: Annotated[Text, INTERNAL] = text_field(_("Review standard"))
    document_form: Annotated[Line, INTERNAL] = text_field(_("Document form used"))


class SpecialProcedure(Part):
    """特别程序 (F3)."""

    kind: code(choices.SpecialProcedureKind) = none_field(_("Kind"))
    basis: Text = text_field(_("Legal basis"))
    limit: Whole = none_field(_("Time limit"))
    unit: code(choices.TimeUnit) = none_field(_("Unit"))
    charged: Flag = none_field(_("Charged"))
    counted: Flag = none_field(_("Counts towards the statutory time"))
    note: Text = text_field(_("Note"))


class FlowChart(Part):
    """流程图 (F4): drawn from the steps; a picture may be added, its text never left out."""

    image: FileRef | None = none_field(_("Picture"))
    text: Text = text_field(_("The same in words"))


class Process(Part):
    """办理流程 (F): steps, special procedures, flow charts."""

    steps: list[Step] = list_field(_("Steps"))
    special_procedures: list[SpecialProcedure] = list_field(_("Special procedures"))
    window_chart: FlowChart = Field(default_factory=FlowChart, title=_("Flow at the window"))
    online_chart: FlowChart = Field(default_factory=FlowChart, title=_("Flow online"))


class Limit(Part):
    """A time limit: number, unit, explanation, basis."""

    value: Whole = none_field(_("Number"))
    unit: code(choices.TimeUnit) = none_field(_("Unit"))
    note: Text = text_field(_("Explanation"))
    basis: Line = line_field(_("Legal basis"), 500)


class StatutoryLimit(Limit):
    """法定办结时限: where the state has set none, the unit says so and there is no number."""

    unit: code(choices.StatutoryUnit) = none_field(_("Unit"))


class TimeLimits(Part):
    """办理时限 (G)."""

    statutory: StatutoryLimit = Field(
        default_factory=StatutoryLimit, title=_("Statutory time limit")
    )
    promised: Limit = Field(default_factory=Limit, title=_("Promised time limit"))
    acceptance: Limit = Field(default_factory=Limit, title=_("Time limit of acceptance"))
    delivery: Limit = Field(default_factory=Limit, title=_("Time limit of delivery"))
    silence: Text = text_field(_("What follows when no answer comes in time"))


LIMITS = tuple(
    name
    for name, field in TimeLimits.model_fields.items()
    if isinstance(field.annotation, type) and issubclass(field.annotation, Limit)
)
"""The names of the time limits: statutory, promised, acceptance, delivery."""
