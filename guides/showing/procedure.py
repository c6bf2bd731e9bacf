"""The steps of a procedure by channel, with what is counted and what an applicant gets."""

from collections.abc import Mapping
from typing import Any

from core.papers.flow_chart import flow_chart
from guides import choices
from guides.showing.flow import Chart, flow_charts
from guides.showing.language import gettext as _
from guides.showing.language import pgettext
from guides.showing.words import duration_text, label, labels, limit_text, listed, rows, yes_no


def procedure(public: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return `{"channels": [{key, name, steps}], "special", "charts", "limits", "silence"}`, or
    None.

    Channels with the same steps are one; a single channel means that no choice is offered.
    """
    process, limits = public["process"], public["time_limits"]
    found = {
        "channels": _channels(process["steps"], public["handling"]["forms"]),
        "special": [_special(one) for one in process["special_procedures"]],
        "charts": [drawn_chart(one) for one in flow_charts(public)],
        "limits": _limits(limits),
        "silence": limits["silence"],
    }
    return found if any(found.values()) else None


def _channels(steps, forms):
    if not steps:
        return []
    channels = [*forms, *(code for step in steps for code in step["channels"] if code not in forms)]
    groups = []
    for code in dict.fromkeys(channels) or [""]:
        own_steps = [step for step in steps if not step["channels"] or code in step["channels"]]
        same = next((group for group in groups if group["own"] == own_steps), None)
        if same:
            same["codes"].append(code)
        elif own_steps:
            groups.append({"codes": [code], "own": own_steps})
    return [_channel(group) for group in groups] or [_channel({"codes": [], "own": steps})]


def _channel(group):
    return {
        "key": "-".join(group["codes"]) or "all",
        "name": listed(labels(choices.ChannelForm, group["codes"])),
        "steps": [_step(number, step) for number, step in enumerate(group["own"], 1)],
    }


def _step(number, step):
    return {
        "number": number,
        "name": step["name"] or label(choices.Stage, step["stage"]),
        "yours": step["actor"] == choices.StepActor.APPLICANT,
        "body": step["body"],
        "action": step["action"],
        "result": step["result"],
        "standard": step["standard_summary"],
        "limit": _step_limit(step),
        "counted": step["counted"],
        "situations": step["situations"],
    }


def _step_limit(step):
    text = duration_text(step["limit"], step["unit"])
    return pgettext("time of a step", "At once") if text and not step["limit"] else text


def _special(one):
    return {
        "name": label(choices.SpecialProcedureKind, one["kind"]),
        "limit": duration_text(one["limit"], one["unit"]),
        "note": one["note"],
        "facts": rows(
            (_("Legal basis"), one["basis"]),
            (_("Charged"), yes_no(one["charged"])),
            (_("Counts towards the time limit by law"), yes_no(one["counted"])),
        ),
    }


def drawn_chart(one: Chart) -> dict[str, Any]:
    """Return a flow chart as SVG, and the same in words: the department's, else the steps'."""
    return {
        "name": one.name,
        "svg": flow_chart(one.flow, label=one.name),
        "text": one.own_words or one.flow.words,
        "image": one.image,
    }


def _limits(limits):
    named = [
        (_("Time limit by law"), limits["statutory"]),
        (_("Promised time limit"), limits["promised"]),
        (_("Accepted within"), limits["acceptance"]),
        (_("Delivered within"), limits["delivery"]),
    ]
    return [
        {
            "name": name,
            "text": limit_text(limit),
            "note": limit["note"],
            "basis": limit["basis"],
        }
        for name, limit in named
        if limit_text(limit) or limit["note"] or limit["basis"]
    ]
