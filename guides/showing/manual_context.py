"""From a manual's Document to what `guides/manual_page.html` shows: for officials only."""

from collections.abc import Mapping
from typing import Any

from guides.showing.book import book
from guides.showing.facts import cards, facts_line, facts_of
from guides.showing.language import speaking
from guides.showing.ruler import ruler
from guides.showing.words import day, picked


def manual_context(
    document: Mapping[str, Any], envelope: Mapping[str, Any] | None, language: str
) -> dict[str, Any]:
    """Return the template's context of a manual's full Document (JSON data) in a language.

    `envelope` is what filing assigned, or None in the editor's preview.
    """
    with speaking(language):
        item = document["item"]
        envelope = envelope or {}
        return {
            "language": language,
            "doc": document,
            "name": picked(item),
            "situation": picked(item["situation"]),
            "authority": item["authority"],
            "cards": cards(document),
            "facts": facts_line(facts_of(document)),
            "ruler": ruler(document),
            "sections": book(document),
            "filed": {
                "number": envelope.get("filing_no", ""),
                "version": envelope.get("version"),
                "effective_on": day(envelope.get("effective_on", "")),
                "checked_on": day(document["checked_on"]),
                "change_note": document["change_note"],
            },
        }
