"""What a paper says of steps, time limits, fees and results."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import pgettext

from core.papers.content import Block, Drawing, Heading, Paragraph, Table
from exchange.papers.facts import facts, text
from guides import choices
from guides.showing.flow import Chart, flow_charts
from guides.showing.words import duration_text, label, labels, limit_text, listed, yes_no

Document = Mapping[str, Any]


def process(document: Document) -> list[Block]:
    """Return the table of steps, special procedures, and the flow charts with their words."""
    given = document["process"]
    found: list[Block] = [_steps(given["steps"])] if given["steps"] else []
    if given["special_procedures"]:
        found += [
            Heading(pgettext("on paper", "Special procedures"), 2),
            _special(given["special_procedures"]),
        ]
    for chart in flow_charts(document):
        found += chart_blocks(chart)
    return found


def chart_blocks(chart: Chart) -> list[Block]:
    """Return a flow chart, and the same in words as the department or the steps say it."""
    words = chart.own_words or chart.flow.words
    found: list[Block] = [Drawing(chart.name, chart.flow)] if chart.flow.steps else []
    if not found:
        found = [Heading(chart.name, 2)]
    return [*found, *([Paragraph(words, pgettext("on paper", "In words: "))] if words else [])]


def _steps(steps: list[Mapping[str, Any]]) -> Table:
    heads = (
        pgettext("on paper", "No."),
        pgettext("on paper", "Step"),
        pgettext("on paper", "What happens"),
        pgettext("on paper", "By whom"),
        pgettext("on paper", "Time limit"),
        pgettext("on paper", "Result of the step"),
    )
    rows = [
        [
            str(number),
            one["name"] or label(choices.Stage, one["stage"]),
            "\n".join(filter(None, [one["action"], _of_a_step(one)])),
            one["body"] or label(choices.StepActor, one["actor"]),
            _limit(one),
            one["result"],
        ]
        for number, one in enumerate(steps, 1)
    ]
    return Table(heads, rows, (9, 21, 50, 27, 21, 28), centred=frozenset({0, 1, 4}))


def _of_a_step(one: Mapping[str, Any]) -> str:
    """Return what else a step says: its standard, and in which cases and ways it is taken."""
    named = (
        (pgettext("on paper", "Checked for: "), one["standard_summary"]),
        (pgettext("on paper", "Only in these cases: "), listed(one["situations"])),
        (pgettext("on paper", "Way: "), listed(labels(choices.ChannelForm, one["channels"]))),
    )
    return "\n".join(f"{name}{value}" for name, value in named if value)


def _limit(one: Mapping[str, Any]) -> str:
    limit = duration_text(one["limit"], one["unit"])
    if not limit:
        return ""
    return limit if one["counted"] else f"{limit}\n{pgettext('on paper', 'not counted')}"


def _special(rows: list[Mapping[str, Any]]) -> Table:
    heads = (
        pgettext("on paper", "Name of the procedure"),
        pgettext("on paper", "Legal basis"),
        pgettext("on paper", "Time needed"),
        pgettext("on paper", "Charged"),
        pgettext("on paper", "Counts towards the time limit by law"),
        pgettext("on paper", "Note"),
    )
    lines = [
        [
            label(choices.SpecialProcedureKind, one["kind"]),
            one["basis"],
            duration_text(one["limit"], one["unit"]),
            yes_no(one["charged"]),
            yes_no(one["counted"]),
            one["note"],
        ]
        for one in rows
    ]
    return Table(heads, lines, (22, 40, 21, 16, 21, 36), centred=frozenset({0, 2, 3, 4}))


LIMITS = (
    ("statutory", lambda: pgettext("on paper", "Time limit by law")),
    ("promised", lambda: pgettext("on paper", "Promised time limit")),
    ("acceptance", lambda: pgettext("on paper", "Accepted within")),
    ("delivery", lambda: pgettext("on paper", "Delivered within")),
)


def time_limits(document: Document) -> list[Block]:
    """Return all time limits, each with its explanation and basis."""
    given = document["time_limits"]
    rows = [(name(), limit_words(given[key])) for key, name in LIMITS]
    return facts(*rows, (pgettext("on paper", "When no answer comes in time"), given["silence"]))


def statutory_limit(document: Document) -> list[Block]:
    """Return the time limit by law, where an outline has it as a section."""
    return text(limit_words(document["time_limits"]["statutory"]))


def promised_limit(document: Document) -> list[Block]:
    """Return the promised time limit, where an outline has it as a section."""
    return text(limit_words(document["time_limits"]["promised"]))


def limit_words(limit: Mapping[str, Any]) -> str:
    """Return a time limit with its explanation and basis, in lines."""
    basis = (
        pgettext("on paper", "Basis: %(law)s") % {"law": limit["basis"]} if limit["basis"] else ""
    )
    return "\n".join(part for part in (limit_text(limit), limit["note"], basis) if part)


def charged(document: Document) -> list[Block]:
    """Return whether it costs anything."""
    is_charged = document["fees"]["charged"]
    if is_charged is None:
        return []
    words = (
        pgettext("on paper", "Charged for")
        if is_charged
        else pgettext("on paper", "Free of charge")
    )
    return [Paragraph(words)]


def fees(document: Document) -> list[Block]:
    """Return whether it costs anything, and the table of fees."""
    rows = document["fees"]["items"]
    if not rows:
        return charged(document)
    heads = (
        pgettext("on paper", "Fee name"),
        pgettext("on paper", "Fee standard"),
        pgettext("on paper", "Basis of the fee"),
        pgettext("on paper", "May be reduced"),
        pgettext("on paper", "Note"),
    )
    lines = [
        [
            one["name"],
            "\n".join(filter(None, [one["standard"], _amount(one["amount"])])),
            one["basis"],
            "\n".join(filter(None, [yes_no(one["reducible"]), one["reduction_basis"]])),
            one["note"],
        ]
        for one in rows
    ]
    return [Table(heads, lines, (30, 36, 40, 25, 25), centred=frozenset())]


def _amount(amount: str) -> str:
    return pgettext("on paper", "%(amount)s yuan") % {"amount": amount} if amount else ""


def results(document: Document) -> list[Block]:
    """Return what one gets, one table for each result."""
    found: list[Block] = []
    for one in document["results"]:
        found += facts(
            (pgettext("on paper", "Result name"), one["name"]),
            (pgettext("on paper", "Kind of result"), label(choices.ResultKind, one["kind"])),
            (pgettext("on paper", "Valid for"), one["validity"]),
            (
                pgettext("on paper", "Ways of delivery"),
                listed(labels(choices.DeliveryMethod, one["delivery_methods"])),
            ),
            (pgettext("on paper", "Delivered within"), one["delivery_limit"]),
            (pgettext("on paper", "Electronic licence"), yes_no(one["e_licence"])),
            (pgettext("on paper", "What it states"), one["content"]),
            (pgettext("on paper", "Annual check or report"), one["annual_check"]),
            (
                pgettext("on paper", "Result samples"),
                listed(file["name"] for file in one["samples"]),
            ),
        )
    return found


def result_samples(document: Document) -> list[Block]:
    """Return the names of the samples, where an outline has them as a section."""
    return text(listed(file["name"] for one in document["results"] for file in one["samples"]))
