"""What an heir's editor shows of its standard guide: where it comes from, and each section."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from guides.document import GuideDocument
from guides.document.annotations import is_part
from guides.document.inheriting import INHERITED
from guides.outlines.models import Outline
from guides.showing.wording import (
    in_words,
    is_rows,
    part_in_words,
    row_name,
    shape_of,
    title_of,
)


@dataclass(frozen=True)
class InheritedSection:
    """One section of an heir that its standard says (继承的章节), in words."""

    key: str
    label: str
    blocks: list[tuple[str, str]]
    """(heading, text): facts without a heading, then each row of a table under its name."""


def inherited_sections(document: GuideDocument, outline: Outline) -> list[InheritedSection]:
    """Return the sections of an heir's Document that are inherited and say something."""
    data = document.model_dump(mode="json", include=set(INHERITED) - {"standard"})
    labels = {section.key: section.label for section in outline.sections.all()}
    found = []
    for key, value in data.items():
        field = GuideDocument.model_fields[key]
        label = labels.get(key) or title_of(field, key)
        if blocks := list(_blocks(label, field.annotation, value)):
            found.append(InheritedSection(key, label, blocks))
    return found


def _blocks(title: str, annotation: Any, value: Any) -> Iterator[tuple[str, str]]:
    bare, many = shape_of(annotation)
    if is_rows(bare, many):
        for number, row in enumerate(value, 1):
            yield f"{title} {number}　{row_name(row)}", part_in_words(bare, row)
    elif is_part(bare) and not many:
        fields = bare.model_fields
        tables = {name for name, field in fields.items() if is_rows(*shape_of(field.annotation))}
        facts = {name: fact for name, fact in value.items() if name not in tables}
        if text := part_in_words(bare, facts):
            yield "", text
        for name in fields:
            if name in tables:
                yield from _blocks(
                    title_of(fields[name], name), fields[name].annotation, value[name]
                )
    elif text := in_words(bare, many, value):
        yield "", text


def writable(names: Any, is_heir: bool) -> list[str]:
    """Return those sections that are written in this editor: of an heir, the local ones."""
    return [name for name in names if not (is_heir and name in INHERITED)]
