"""The straight answer (直接答案) to a question, when it is certain which guide it is about."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import get_language

from guides.showing.facts import facts_line
from guides.showing.language import speaking
from guides.showing.sections import groups
from publication.choices import State
from publication.reading import read_guide
from search.answering.certainty import certain_hit
from search.answering.kinds import Kind, kind_of_question, subject_of
from search.answering.saying import SECTIONS, fact_of
from search.plan import Wording

MOST_OTHERS = 4
ANCHORS = {Kind.PAPERS: "bring", Kind.TIME: "process"}
"""Where a page shows a fact when not in the section of its own name."""


@dataclass(frozen=True)
class Answer:
    """An answer from one section of one version of a guide.

    `facts` is the guide's facts line; `others` are guides of the same matter in other situations.
    """

    kind: str
    question: str
    text: str
    code: str
    section: str
    version: int
    title: str
    department: dict
    checked_on: str
    anchor: str = ""
    heading: str = ""
    notes: list[str] = field(default_factory=list)
    facts: list[dict] = field(default_factory=list)
    situation: str = ""
    others: list[dict] = field(default_factory=list)


def answer_to(query: str, hits: Sequence[Any], wordings: Iterable[Wording]) -> Answer | None:
    """Return the Answer to a SearchQuery with these strict hits, None unless it is certain.

    One query to the database, and only for a question that asks for a fact.
    """
    kind = kind_of_question(query)
    if kind is None or not hits:
        return None
    hit = certain_hit(hits, [subject_of(kind, one.text) or one.text for one in wordings])
    if hit is None or hit.state not in (State.CURRENT, State.SCHEDULED):
        return None
    public = _public(hit.code, hit.version)
    if public is None:
        return None
    with speaking(get_language()):
        found = fact_of(kind, public)
        return _answer(kind, found, hit, hits, public) if found else None


def _public(code, version):
    """Return the public cut of a guide's current version, None when the index lies behind it."""
    reading = read_guide(code)
    if reading is None or reading.version is None or reading.version.version != version:
        return None
    return json.loads(reading.version.public_text)


def _answer(kind, found, hit, hits, public):
    shown = {one["key"]: one["heading"] for group in groups(public) for one in group["sections"]}
    section = SECTIONS[kind]
    anchor = next((key for key in (ANCHORS.get(kind, section), section) if key in shown), "")
    same = (hit.facts["department"].get("slug"), hit.facts["name"])
    return Answer(
        kind=kind.value,
        question=found.question,
        text=found.text,
        notes=found.notes,
        code=hit.code,
        section=section,
        version=hit.version,
        title=hit.title,
        department=hit.facts["department"],
        checked_on=public["checked_on"] or "",
        anchor=anchor,
        heading=shown.get(anchor, ""),
        facts=facts_line(hit.facts),
        situation=hit.facts["situation"]["name"],
        others=[
            {"code": one.code, "situation": one.facts["situation"]["name"]}
            for one in hits
            if one.code != hit.code
            and (one.facts["department"].get("slug"), one.facts["name"]) == same
        ][:MOST_OTHERS],
    )
