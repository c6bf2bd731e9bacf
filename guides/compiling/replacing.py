"""Find and replace within one draft (查找替换): texts for people only, never keys or codes."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from guides.choices import ExtraKind
from guides.compiling.changing import change_page
from guides.document.annotations import is_part, row_annotation, unwrapped
from guides.document.fields import WORDS
from guides.document.shared import EXTRAS
from guides.editor.inherited import writable

FROM_ELSEWHERE = frozenset({"schema_version", "outline", "item"})
"""Sections that a page takes from the catalogue and the outline."""
PARTLY_KEPT = frozenset({"handling", "time_limits"})
"""Sections of which a page keeps the facts in columns."""

QUOTED = "/legal_bases/"
"""What laws say is not chosen unless a person chooses it."""


@dataclass(frozen=True)
class TextPlace:
    """A text of a draft, or a list of short texts, with its pointer and what it is called."""

    pointer: str
    label: str
    texts: list[str]
    is_list: bool


@dataclass(frozen=True)
class Found:
    """A place that holds the words: its texts cut at them, as [[text, words, text, …], …]."""

    place: TextPlace
    pieces: list[list[str]]

    @property
    def count(self) -> int:
        """How often the words stand here."""
        return sum(len(one) // 2 for one in self.pieces)

    @property
    def is_quoted(self) -> bool:
        """Whether a law says it."""
        return self.place.pointer.startswith(QUOTED)

    @property
    def shown(self) -> list[list[str]]:
        """The texts that hold the words; every second piece is what was looked for."""
        return [one for one in self.pieces if len(one) > 1]


def text_places(page: Any) -> Iterator[TextPlace]:
    """Yield every text that a page's own form holds; pydantic.ValidationError on bad data."""
    document = page.present()
    kept = {*page.sections.stream_block.child_blocks, *PARTLY_KEPT}
    kept |= {field.name for field in page._meta.get_fields()}
    data = document.model_dump(mode="json")
    for name in writable(data, page.is_heir):
        if name in EXTRAS:
            yield from _of_extra_fields(data[name], f"/{name}")
        elif name in kept - FROM_ELSEWHERE:
            yield from _below(type(document).model_fields[name], data[name], f"/{name}", [])


def _of_extra_fields(rows: list[dict[str, Any]], pointer: str) -> Iterator[TextPlace]:
    """Yield the texts and tables among extra fields; what was chosen is the outline's word."""
    for number, row in enumerate(rows):
        at, label = f"{pointer}/{number}", row["label"]
        if row["kind"] == ExtraKind.TEXT and row["value"]:
            yield TextPlace(f"{at}/value", label, [row["value"]], is_list=False)
        for place, one in enumerate(row["rows"]):
            for cell, text in enumerate(one["cells"]):
                if text:
                    name = f"{label} · {place + 1} · {row['columns'][cell]['label']}"
                    yield TextPlace(f"{at}/rows/{place}/cells/{cell}", name, [text], is_list=False)


def _below(field: Any, data: Any, pointer: str, labels: list[str]) -> Iterator[TextPlace]:
    """Yield the texts below one field of a part."""
    labels = [*labels, _(field.title)] if field.title else labels
    row = row_annotation(field.annotation)
    bare, metadata, _nullable = unwrapped(row or field.annotation, [] if row else field.metadata)
    if bare is str:
        texts = data if row else [data]
        if WORDS in metadata and any(texts):
            yield TextPlace(pointer, " · ".join(labels), list(texts), bool(row))
    elif is_part(bare) and data:
        for number, one in enumerate(data if row else [data]):
            at = f"{pointer}/{number}" if row else pointer
            here = [*labels, str(number + 1)] if row else labels
            for name, below in bare.model_fields.items():
                yield from _below(below, one[name], f"{at}/{name}", here)


def found_in(page: Any, words: str) -> list[Found]:
    """Return the places of a draft that hold these words (not empty), in the guide's order."""
    return [
        Found(place, [_cut(text, words) for text in place.texts])
        for place in text_places(page)
        if any(words in text for text in place.texts)
    ]


def _cut(text: str, words: str) -> list[str]:
    """Return a text as [before, words, between, words, after]."""
    first, *others = text.split(words)
    return [first, *(piece for other in others for piece in (words, other))]


def replace_in(page: Any, words: str, new: str, pointers: Collection[str]) -> int:
    """Write new words into the chosen places of a page in memory; return how often."""
    chosen = [one for one in found_in(page, words) if one.place.pointer in pointers]
    for one in chosen:
        texts = [text.replace(words, new) for text in one.place.texts]
        value: Any = [text for text in texts if text.strip()] if one.place.is_list else texts[0]
        change_page(page, one.place.pointer, value)
    return sum(one.count for one in chosen)
