"""From a guide's public cut to everything that `guides/guide_page.html` shows: no database."""

from collections.abc import Mapping
from typing import Any

from guides import choices
from guides.showing.advice import link_of
from guides.showing.facts import cards, facts_line, facts_of
from guides.showing.language import pgettext, speaking
from guides.showing.ruler import ruler
from guides.showing.sections import groups
from guides.showing.words import day, label, labels, picked


def guide_context(
    public: Mapping[str, Any], envelope: Mapping[str, Any] | None, language: str
) -> dict[str, Any]:
    """Return the template's context of a public cut (JSON data) in a language.

    `envelope` is what filing assigned (`PublishedVersion.envelope`), or None in the editor's
    preview. The template is rendered with the same language active; what the public view knows
    besides (versions, siblings, notices) it adds itself.
    """
    with speaking(language):
        item = public["item"]
        return {
            "language": language,
            "doc": public,
            "envelope": envelope,
            "filed": _filed(public, envelope),
            "name": picked(item),
            "situation": picked(item["situation"]),
            "summary": public["summary"],
            "authority": item["authority"],
            "meta": {
                "item_type": label(choices.ItemType, item["item_type"]),
                "audience": labels(choices.AudienceInWords, item["audience"]),
                "scope": _area(public["handling"]["scope"]),
            },
            "theme": _first_theme(item),
            "cards": cards(public),
            "facts": facts_line(facts_of(public)),
            "ruler": ruler(public),
            "limit_notes": _limit_notes(public["time_limits"]),
            "online_url": _online_url(public["handling"]),
            "question_count": len(public["question_tree"]["questions"]),
            "groups": groups(public),
        }


def _area(scope):
    """Return where one can apply, as a phrase of its own."""
    name = label(choices.HandlingScope, scope)
    return pgettext("where one can apply", "%(area)s") % {"area": name} if name else ""


def _filed(public, envelope):
    """Return the dates and numbers of the envelope in words; the date of checking in any case."""
    envelope = envelope or {}
    return {
        "number": envelope.get("filing_no", ""),
        "version": envelope.get("version"),
        "effective_on": day(envelope.get("effective_on", "")),
        "published_on": day(envelope.get("published_on", "")),
        "checked_on": day(public["checked_on"]),
        "change_note": public["change_note"],
    }


def _first_theme(item):
    """Return the theme by which most people come here, with its side, or None."""
    for side in ("personal", "business", "local"):
        if themes := item[f"{side}_themes"]:
            return {**themes[0], "side": side}
    return None


def _limit_notes(limits):
    """Return what is explained of the promise, shown where the ruler is."""
    note = limits["promised"]["note"] or limits["statutory"]["note"]
    return [note] if note else []


def _online_url(handling):
    """Return where to apply online, when this guide can be applied for online at all."""
    if not (handling["online"] or choices.ONLINE_FORMS & set(handling["forms"])):
        return ""
    address = link_of(handling["online_url"])
    return address if address.startswith("http") else ""
