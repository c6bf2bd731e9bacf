"""What the catalogue and the department say of an item, and how it can be applied for."""

from collections.abc import Mapping
from typing import Any

from guides import choices
from guides.showing.language import gettext as _
from guides.showing.words import label, labels, listed, picked, rows, yes_no


def scope(public: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return who and what a guide is for: `text` and the limit of numbers, or None."""
    item = public["item"]
    quantity = item["quantity_limit"]
    found = {
        "text": item["scope"],
        "quantity": rows(
            (_("Limited in number"), yes_no(quantity["limited"])),
            (_("How many"), quantity["quantity"]),
            (_("How the number is made public"), quantity["publication"]),
            (_("How applicants are ranked"), quantity["ranking"]),
        ),
    }
    return found if found["text"] or found["quantity"] else None


def item_facts(public: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the item's own facts: bodies, codes, power, themes."""
    item = public["item"]
    authority = item["authority"]
    return rows(
        (_("Item name"), picked(item)["text"]),
        (_("Handling item"), picked(item["situation"])["text"]),
        (_("Everyday names"), listed(item["aliases"])),
        (_("Item type"), label(choices.ItemType, item["item_type"])),
        (_("Levels"), listed(labels(choices.Level, item["levels"]))),
        (_("Source of the power"), label(choices.PowerSource, item["power_source"])),
        (_("Competent authority"), picked(authority)["text"]),
        (_("Nature of the authority"), label(choices.AuthorityNature, authority["nature"])),
        (_("Unified social credit code"), authority["code"]),
        (_("Region"), authority["region"]),
        (_("Accepting body"), item["accepting_body"]),
        (_("Deciding body"), item["deciding_body"]),
        (_("Undertaking unit"), item["undertaking_body"]),
        (_("Entrusting body"), item["entrusting_body"]),
        (_("Joint bodies"), listed(item["joint_bodies"])),
        (_("Division of power"), item["division_of_power"]),
        (_("Content of the power"), item["exercise_content"]),
        *_codes(item["codes"]),
        *_themes(item),
        (_("Document number"), public["doc_no"]),
        (_("Issuing body"), public["issuer"]),
    )


def _codes(codes):
    return (
        (_("Code scheme"), label(choices.CodeScheme, codes["scheme"])),
        (_("Basic code"), codes["basic"]),
        (_("Implementation code"), codes["implementation"]),
        (_("Handling item code"), codes["handling_item"]),
        (_("Local basic code"), codes["local_basic"]),
        (_("Local implementation code"), codes["local_implementation"]),
    )


def _themes(item):
    named = (
        (_("Themes for individuals"), item["personal_themes"]),
        (_("Themes for organisations"), item["business_themes"]),
        (_("Local themes"), item["local_themes"]),
        (_("Life events"), item["life_events"]),
    )
    return tuple((name, listed(picked(one)["text"] for one in themes)) for name, themes in named)


def handling(public: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the ways of handling as rows; addresses are links when they are web addresses."""
    one = public["handling"]
    return rows(
        (_("Case type"), label(choices.CaseType, one["case_type"])),
        (_("Review type"), label(choices.ReviewType, one["review_type"])),
        (_("Ways to apply"), listed(labels(choices.ChannelForm, one["forms"]))),
        (_("Fully online"), yes_no(one["online"])),
        (_("Depth online"), listed(labels(choices.OnlineDepth, one["online_depth"]))),
        (_("Address online"), one["online_url"]),
        (_("Identification asked for"), one["authentication"]),
        (_("Why a visit is needed"), one["visit_reason"]),
        (_("Where one can apply"), label(choices.HandlingScope, one["scope"])),
        (_("By commitment"), _with_note(one["commitment"], one["commitment_note"])),
        (_("Accepted with gaps"), _with_note(one["tolerance"], one["tolerance_note"])),
        (_("Booking"), _with_note(one["booking"], one["booking_url"])),
        (_("Express delivery"), yes_no(one["express"])),
        (_("Online payment"), yes_no(one["online_payment"])),
        (_("Kiosk"), yes_no(one["kiosk"])),
        (_("Help by an agent"), yes_no(one["assistance"])),
        (_("Languages"), listed(one["languages"])),
    )


def _with_note(value, note):
    """Return yes or no, then what is said of it on a line of its own."""
    return "\n".join(text for text in (yes_no(value), note) if text)
