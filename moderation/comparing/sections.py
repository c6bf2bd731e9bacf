"""A Document cut into the sections that are reviewed: their keys, labels, values and hashes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from pydantic.fields import FieldInfo

from guides.document import GuideDocument, ManualDocument, sha256_hex
from guides.document.canonical import canonical_data
from guides.document.manual import MANUAL_SCHEMA
from guides.document.shared import Cover, SharedSections, section_keys

COVER = "cover"
OUTLINE = "outline"
MANUAL_PREFIX = "manual."
COVER_FIELDS = tuple(name for name in Cover.model_fields if name != OUTLINE)
UNEXPLAINED = frozenset({COVER, OUTLINE, MANUAL_PREFIX + COVER, MANUAL_PREFIX + OUTLINE})
"""Sections whose change needs no reason: it is the change note, or comes with the outline."""


@dataclass(frozen=True)
class Section:
    """One section (节) of a Document: its fields, and its value as JSON data."""

    key: str
    label: str
    fields: dict[str, FieldInfo]
    value: dict

    @property
    def sha256(self) -> str:
        """The hash of the section's canonical JSON."""
        return sha256_hex(canonical_data(self.value))


def sections_of(data: Mapping[str, Any]) -> dict[str, Section]:
    """Return the sections of a Document's JSON data as {key: Section}, in the Document's order.

    A manual gives only what it adds: its shared sections are its guide's.
    """
    is_manual = data.get("schema_version") == MANUAL_SCHEMA
    model = ManualDocument if is_manual else GuideDocument
    names = section_keys(model, besides=SharedSections if is_manual else Cover)
    cut = {COVER: COVER_FIELDS, OUTLINE: (OUTLINE,)} | {name: (name,) for name in names}
    prefix = MANUAL_PREFIX if is_manual else ""
    return {
        prefix + key: Section(
            key=prefix + key,
            label=label_of(prefix + key),
            fields={name: model.model_fields[name] for name in fields},
            value={name: data[name] for name in fields if name in data},
        )
        for key, fields in cut.items()
    }


def is_of_manual(key: str) -> bool:
    """Return whether a section is one that the manual adds."""
    return key.startswith(MANUAL_PREFIX)


def section_of_place(place: str) -> str:
    """Return the key of the section that a place lies in: `materials.items.2` in `materials`."""
    prefix = MANUAL_PREFIX if is_of_manual(place) else ""
    first = place.removeprefix(prefix).partition(".")[0]
    return prefix + (COVER if first in COVER_FIELDS else first)


def label_of(key: str) -> str:
    """Return the name of a section in the reader's language."""
    bare = key.removeprefix(MANUAL_PREFIX)
    model = ManualDocument if bare != key else GuideDocument
    if bare == COVER:
        label = gettext("Cover")
    elif bare in model.model_fields:
        label = gettext(model.model_fields[bare].title or bare)
    else:
        label = bare
    return label if bare == key else _("Manual: %(section)s") % {"section": label}


def section_hashes(*documents: Mapping[str, Any] | None) -> dict[str, str]:
    """Return {section key: SHA-256} of the JSON data of a guide and, if there is one, a manual."""
    return {
        key: section.sha256
        for data in documents
        if data
        for key, section in sections_of(data).items()
    }
