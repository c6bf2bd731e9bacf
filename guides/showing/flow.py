"""Flow charts (流程图) of a procedure, drawn from its steps: at the window, online, internal."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.papers.flow_chart import Flow, FlowStep
from guides import choices
from guides.showing.language import gettext as _
from guides.showing.language import pgettext
from guides.showing.words import duration_text, label, listed

WINDOW, ONLINE = frozenset({choices.ChannelForm.WINDOW}), choices.ONLINE_FORMS
APPLICANT, OFFICE = 0, 1


@dataclass(frozen=True)
class Chart:
    """One flow chart with its name; `own_words` is what the department wrote of it."""

    name: str
    flow: Flow
    own_words: str = ""
    image: Mapping[str, Any] | None = None


def flow_charts(document: Mapping[str, Any]) -> list[Chart]:
    """Return the charts of a guide: at the window and online, as far as one can apply that way.

    Where both go the same steps and nothing else is said of them, they are one.
    """
    process = document["process"]
    window = _steps_by(process["steps"], WINDOW) if _is_offered(document, WINDOW) else []
    online = _steps_by(process["steps"], ONLINE) if _is_offered(document, ONLINE) else []
    charts = [process["window_chart"], process["online_chart"]]
    if window and window == online and not any(one["text"] or one["image"] for one in charts):
        return [Chart(_("Flow at the window and online"), _flow(document, window))]
    named = zip((_("Flow at the window"), _("Flow online")), (window, online), charts, strict=True)
    return [
        Chart(name, _flow(document, steps), given["text"], given["image"])
        for name, steps, given in named
        if steps or given["text"] or given["image"]
    ]


def _is_offered(document: Mapping[str, Any], codes: frozenset[str]) -> bool:
    """Return whether one can apply in such a way; any way is possible where none is named."""
    forms = document["handling"]["forms"]
    return bool(codes & set(forms)) or (not forms and codes == WINDOW)


def internal_chart(manual: Mapping[str, Any]) -> Chart:
    """Return the chart of a manual: what each post does, with its limit and document."""
    given = manual["internal_chart"]
    flow = _flow(manual, manual["process"]["steps"], internal=True)
    return Chart(_("Internal flow"), flow, given["text"], given["image"])


def _steps_by(steps: Sequence[Mapping[str, Any]], codes: frozenset[str]) -> list[Mapping[str, Any]]:
    return [step for step in steps if not step["channels"] or codes & set(step["channels"])]


def _flow(
    document: Mapping[str, Any], steps: Sequence[Mapping[str, Any]], *, internal: bool = False
) -> Flow:
    lanes = [pgettext("a lane of a chart", "Applicant"), _office(document)]
    notes = _internal_notes if internal else _notes
    boxes = [
        FlowStep(
            step["name"] or label(choices.Stage, step["stage"]),
            [note for note in notes(step) if note],
            APPLICANT if step["actor"] == choices.StepActor.APPLICANT else OFFICE,
        )
        for step in steps
    ]
    return Flow(lanes, boxes, _in_words(lanes, boxes))


def _office(document: Mapping[str, Any]) -> str:
    return document["item"]["authority"]["name"] or pgettext("a lane of a chart", "The office")


def _notes(step: Mapping[str, Any]) -> list[str]:
    is_office = step["actor"] != choices.StepActor.APPLICANT
    return [step["body"] if is_office else "", _limit(step), _result(step["result"])]


def _internal_notes(step: Mapping[str, Any]) -> list[str]:
    return [
        step.get("post") or step["body"],
        _limit(step),
        _result(step.get("document_form") or step["result"]),
    ]


def _limit(step: Mapping[str, Any]) -> str:
    text = duration_text(step["limit"], step["unit"])
    if not text or step["counted"]:
        return text
    return pgettext("a step of a chart", "%(limit)s, not counted") % {"limit": text}


def _result(result: str) -> str:
    return (
        pgettext("a step of a chart", "Result: %(result)s") % {"result": result} if result else ""
    )


def _in_words(lanes: Sequence[str], boxes: Sequence[FlowStep]) -> str:
    """Return the steps as one sentence: for readers who hear it, and for those who copy it."""
    steps = []
    for number, box in enumerate(boxes, 1):
        notes = listed([lanes[box.lane], *box.notes])
        steps.append(
            pgettext("a step of a chart in words", "%(number)s. %(name)s (%(notes)s)")
            % {"number": number, "name": box.name, "notes": notes}
        )
    return pgettext("between the steps of a chart", " → ").join(steps)
