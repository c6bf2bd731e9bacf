"""What a paper says of the item and of the ways to apply: short facts, two in a row."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import pgettext

from core.papers.content import Block, Facts, Paragraph
from guides import choices
from guides.showing.words import label, labels, listed, yes_no

Document = Mapping[str, Any]
Rows = list[tuple[str, str]]


def filled(*pairs: tuple[str, str]) -> Rows:
    """Return the pairs that say something."""
    return [(name, str(value)) for name, value in pairs if value]


def facts(*pairs: tuple[str, str]) -> list[Block]:
    """Return a table of the facts that say something; nothing without any."""
    rows = filled(*pairs)
    return [Facts(rows)] if rows else []


def text(value: str) -> list[Block]:
    """Return running text as a block; nothing when it is empty."""
    return [Paragraph(value)] if value else []


def item(document: Document) -> list[Block]:
    """Return the facts of the item: names, bodies, codes, whom it is for."""
    one = document["item"]
    authority = one["authority"]
    return facts(
        (pgettext("on paper", "In plain words"), document["summary"]),
        (pgettext("on paper", "Item name"), one["name"]),
        (pgettext("on paper", "Handling item"), one["situation"]["name"]),
        (pgettext("on paper", "Item type"), label(choices.ItemType, one["item_type"])),
        (pgettext("on paper", "Case type"), _case_type(document)),
        (pgettext("on paper", "Everyday names"), listed(one["aliases"])),
        *_codes(one["codes"]),
        (pgettext("on paper", "Levels"), listed(labels(choices.Level, one["levels"]))),
        (
            pgettext("on paper", "Source of the power"),
            label(choices.PowerSource, one["power_source"]),
        ),
        (pgettext("on paper", "Competent authority"), authority["name"]),
        (pgettext("on paper", "Authority code"), authority["code"]),
        (
            pgettext("on paper", "Nature of the authority"),
            label(choices.AuthorityNature, authority["nature"]),
        ),
        (pgettext("on paper", "Accepting body"), one["accepting_body"]),
        (pgettext("on paper", "Deciding body"), one["deciding_body"]),
        (pgettext("on paper", "Undertaking unit"), one["undertaking_body"]),
        (pgettext("on paper", "Entrusting body"), one["entrusting_body"]),
        (pgettext("on paper", "Joint bodies"), listed(one["joint_bodies"])),
        (pgettext("on paper", "Audience"), listed(labels(choices.Audience, one["audience"]))),
        (pgettext("on paper", "Quantity limit"), _quantity(one["quantity_limit"])),
        (pgettext("on paper", "Division of power"), one["division_of_power"]),
        (pgettext("on paper", "Content of the power"), one["exercise_content"]),
        *_themes(one),
    )


def _case_type(document: Document) -> str:
    return label(choices.CaseType, document["handling"]["case_type"])


def _codes(given: Mapping[str, str]) -> Rows:
    return [
        (pgettext("on paper", "Basic code"), given["basic"]),
        (pgettext("on paper", "Implementation code"), given["implementation"]),
        (pgettext("on paper", "Handling item code"), given["handling_item"]),
        (pgettext("on paper", "Local basic code"), given["local_basic"]),
        (pgettext("on paper", "Local implementation code"), given["local_implementation"]),
    ]


def _quantity(given: Mapping[str, Any]) -> str:
    """Return the limit of numbers in one text: whether, how many, how it is made public."""
    is_limited = {
        True: pgettext("on paper", "Limited in number"),
        False: pgettext("on paper", "Not limited in number"),
        None: "",
    }[given["limited"]]
    parts = in_one_line(is_limited, given["quantity"], given["publication"], given["ranking"])
    return parts.rstrip("。；")


def in_one_line(*parts: str) -> str:
    """Return sentences as one, each said once, as the last one ends: 不限量；随时公示。"""
    bare = {part.rstrip("。；;. "): part for part in parts if part}
    *before, last = [*bare.items()] or [("", "")]
    return pgettext("between sentences", "; ").join([*(one for one, _part in before), last[1]])


def _themes(one: Mapping[str, Any]) -> Rows:
    named = (
        (pgettext("on paper", "Themes for individuals"), one["personal_themes"]),
        (pgettext("on paper", "Themes for organisations"), one["business_themes"]),
        (pgettext("on paper", "Local themes"), one["local_themes"]),
        (pgettext("on paper", "Life events"), one["life_events"]),
    )
    return [(name, listed(theme["name"] for theme in themes)) for name, themes in named]


def scope(document: Document) -> list[Block]:
    """Return for whom and what the guide is."""
    return text(document["item"]["scope"])


def codes(document: Document) -> list[Block]:
    """Return the item's codes, where an outline has them as a section."""
    return facts(*_codes(document["item"]["codes"]))


def item_type(document: Document) -> list[Block]:
    """Return the type of the item, where an outline has it as a section."""
    return text(label(choices.ItemType, document["item"]["item_type"]))


def accepting_body(document: Document) -> list[Block]:
    """Return the body that accepts applications, where an outline has it as a section."""
    return text(document["item"]["accepting_body"])


def deciding_body(document: Document) -> list[Block]:
    """Return the body that decides, where an outline has it as a section."""
    return text(document["item"]["deciding_body"])


def handling(document: Document) -> list[Block]:
    """Return the ways of handling."""
    one = document["handling"]
    return facts(
        (pgettext("on paper", "Case type"), _case_type(document)),
        (pgettext("on paper", "Review type"), label(choices.ReviewType, one["review_type"])),
        (pgettext("on paper", "Ways to apply"), listed(labels(choices.ChannelForm, one["forms"]))),
        (pgettext("on paper", "Fully online"), yes_no(one["online"])),
        (pgettext("on paper", "Address online"), one["online_url"]),
        (
            pgettext("on paper", "Depth online"),
            listed(labels(choices.OnlineDepth, one["online_depth"])),
        ),
        (pgettext("on paper", "Visits in person"), _visits(one["visits"])),
        (pgettext("on paper", "Why a visit is needed"), one["visit_reason"]),
        (pgettext("on paper", "Where one can apply"), label(choices.HandlingScope, one["scope"])),
        (
            pgettext("on paper", "By commitment"),
            _with_note(one["commitment"], one["commitment_note"]),
        ),
        (
            pgettext("on paper", "Accepted with gaps"),
            _with_note(one["tolerance"], one["tolerance_note"]),
        ),
        (pgettext("on paper", "Booking"), _with_note(one["booking"], one["booking_url"])),
        (pgettext("on paper", "Express delivery"), yes_no(one["express"])),
        (pgettext("on paper", "Online payment"), yes_no(one["online_payment"])),
        (pgettext("on paper", "Kiosk"), yes_no(one["kiosk"])),
        (pgettext("on paper", "Help by an agent"), yes_no(one["assistance"])),
        (pgettext("on paper", "Identification asked for"), one["authentication"]),
        (pgettext("on paper", "Languages"), listed(one["languages"])),
    )


def _visits(visits: int | None) -> str:
    return "" if visits is None else pgettext("on paper", "%(n)s times") % {"n": visits}


def _with_note(value: bool | None, note: str) -> str:
    return "\n".join(part for part in (yes_no(value), note) if part)
