"""What a paper says of windows, contacts, questions and attachments."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import pgettext

from core.papers.content import Block, Entry, Heading, Items, Table
from exchange.papers.facts import facts, in_one_line, text
from guides import choices
from guides.showing.advice import questions
from guides.showing.hours import seasons
from guides.showing.words import label, listed

Document = Mapping[str, Any]
WAYS = ("enquiries", "complaints", "progress")


def service_points(document: Document) -> list[Block]:
    """Return the table of windows: where, when, by which phone."""
    heads = (
        pgettext("on paper", "Window"),
        pgettext("on paper", "Address"),
        pgettext("on paper", "Opening hours"),
        pgettext("on paper", "Phone"),
        pgettext("on paper", "How to get there"),
    )
    rows = [
        [one["name"], address_of(one), hours_of(one), one["phone"], _getting_there(one)]
        for one in document["service_points"]
    ]
    return [Table(heads, rows, (32, 35, 38, 26, 25), centred=frozenset())] if rows else []


def windows_without_hours(document: Document) -> list[Block]:
    """Return the windows with their addresses, one a line."""
    points = [[one["name"], address_of(one)] for one in document["service_points"]]
    return text("\n".join("：".join(filter(None, point)) for point in points))


def hours(document: Document) -> list[Block]:
    """Return the hours of the windows, where an outline has them as a section."""
    points = document["service_points"]
    if len(points) == 1:
        return text(hours_of(points[0]))
    lines = [f"{one['name']}：{hours_of(one)}" for one in points if hours_of(one)]
    return text("\n".join(line.replace("\n", "；") for line in lines))


def address_of(one: Mapping[str, Any]) -> str:
    """Return the address of a window in one line."""
    address = one["address"]
    return "".join([address["district"], address["road"], address["number"]])


def hours_of(one: Mapping[str, Any]) -> str:
    """Return the hours of a window in lines: the days, then the spans of the day."""
    lines = []
    for season in seasons(one["hours"]):
        if season["name"]:
            lines.append(season["name"])
        lines += [f"{row['days']} {listed(row['spans'])}" for row in season["rows"]]
    return "\n".join([*lines, *filter(None, [one["hours_note"]])])


def _getting_there(one: Mapping[str, Any]) -> str:
    return "\n".join(filter(None, [one["transport"], one["accessibility"]]))


def contacts(document: Document) -> list[Block]:
    """Return whom to ask, where to complain, how to see where it stands, remedies, rights."""
    given = document["contacts"]
    named = zip(
        WAYS,
        (
            pgettext("on paper", "Enquiries"),
            pgettext("on paper", "Complaints"),
            pgettext("on paper", "Progress and result"),
        ),
        strict=True,
    )
    found = facts(
        *((name, _ways(given[key])) for key, name in named),
        *_remedy_rows(given["remedies"]),
    )
    for title, texts in (
        (pgettext("on paper", "Rights of applicants"), given["rights"]),
        (pgettext("on paper", "Duties of applicants"), given["duties"]),
    ):
        if texts:
            found += [Heading(title, 2), Items(texts)]
    return found


def _ways(rows: list[Mapping[str, Any]]) -> str:
    lines = []
    for one in rows:
        way = label(choices.ContactWay, one["way"])
        note = f"（{one['note']}）" if one["note"] else ""
        lines.append("：".join(filter(None, [way, one["value"]])) + note)
    return "\n".join(lines)


def enquiries(document: Document) -> list[Block]:
    """Return whom to ask, where an outline has it as a section."""
    return text(_ways(document["contacts"]["enquiries"]))


def complaints(document: Document) -> list[Block]:
    """Return where to complain, where an outline has it as a section."""
    return text(_ways(document["contacts"]["complaints"]))


def progress(document: Document) -> list[Block]:
    """Return how to see where a case stands, where an outline has it as a section."""
    return text(_ways(document["contacts"]["progress"]))


def remedies(document: Document) -> list[Block]:
    """Return the remedies, where an outline has them as a section."""
    return facts(*_remedy_rows(document["contacts"]["remedies"]))


def _remedy_rows(given: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [
        (pgettext("on paper", "Administrative review"), remedy_words(given["review"])),
        (pgettext("on paper", "Administrative litigation"), remedy_words(given["litigation"])),
    ]


def remedy_words(one: Mapping[str, Any]) -> str:
    """Return a remedy in one line: where, until when, how to reach it."""
    parts = [one["body"], one["period"], one["address"], one["phone"], one["url"]]
    return "，".join(part.rstrip("。") for part in parts if part)


def faqs(document: Document) -> list[Block]:
    """Return frequent questions and common mistakes with their answers."""
    return [
        Entry(f"{number}. {one['question']}", one["answer"])
        for number, one in enumerate(document["faqs"], 1)
    ]


def question_tree(document: Document) -> list[Block]:
    """Return the questions by which one finds one's case, with what each answer leads to."""
    return [
        Entry(
            f"{one['number']}. {one['question']}",
            "\n".join(_option(option) for option in one["options"]),
            one["help"],
        )
        for one in questions(document)
    ]


def _option(option: Mapping[str, Any]) -> str:
    changes = [f"{change['label']}：{listed(change['names'])}" for change in option["changes"]]
    goes_on = (
        pgettext("on paper", "go on to question %(n)s") % {"n": option["next"]}
        if option["next"]
        else ""
    )
    follows = in_one_line(*changes, option["conclusion"], goes_on)
    return f"{option['label']}：{follows}" if follows else option["label"]


def attachments(document: Document) -> list[Block]:
    """Return the names of the attachments with their kinds; the files are on the web page."""
    lines = []
    for one in document["attachments"]:
        name = one["name"] or (one["file"] or {}).get("name", "")
        kind = label(choices.AttachmentKind, one["kind"])
        note = f"：{one['note']}" if one["note"] else ""
        lines.append(f"{name}（{kind}）{note}" if kind else f"{name}{note}")
    return [Items(lines)] if lines else []
