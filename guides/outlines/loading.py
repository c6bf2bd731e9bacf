"""Loading outlines from JSON files: the text of a standard comes in without a change of code."""

import json
import logging
from pathlib import Path

from django.db import transaction
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from core.import_report import RefusedError
from guides.choices import Requirement
from guides.document.errors import problems_of
from guides.document.fields import Line, Text
from guides.outlines.extra_fields import MOST, ExtraFieldRule, misplaced
from guides.outlines.models import Outline, OutlineSection

log = logging.getLogger(__name__)

SHIPPED = Path(__file__).parent / "shipped"


class OtherTextError(RefusedError):
    """A version that is known already says something else in the file."""


class SectionFile(BaseModel):
    """One section of an outline file."""

    model_config = ConfigDict(extra="forbid")

    key: Line = Field(min_length=1, max_length=100)
    label: Line = Field(min_length=1, max_length=100)
    label_en: Line = Field("", max_length=200)
    requirement: Requirement = Requirement.MANDATORY
    condition: dict[Line, list] = {}
    required_fields: list[Line] = []
    guidance: Text = ""
    guidance_en: Text = ""
    min_rows: int = Field(0, ge=0)
    max_length: int | None = Field(None, ge=1)
    basis: Line = Field("", max_length=200)


class OutlineFile(BaseModel):
    """An outline file."""

    model_config = ConfigDict(extra="forbid")

    key: str = Field(pattern=r"^[a-z0-9-]{1,60}$")
    version: int = Field(ge=1)
    kind: str = Field(pattern="^(guide|manual)$")
    label: Line = Field(min_length=1, max_length=100)
    label_en: Line = Field("", max_length=200)
    basis: Line = Field("", max_length=300)
    is_active: bool = True
    sections: list[SectionFile] = Field(min_length=1)
    extra_fields: list[ExtraFieldRule] = Field([], max_length=MOST)


def load_outline(path: Path | str) -> tuple[Outline, bool]:
    """Load an outline file; return (Outline, whether it is new).

    A version is written once: the same file again changes nothing, another text under a known
    version is refused. A newer version takes the place of older ones for new pages; `is_active`
    false keeps an outline from being offered. Raises RefusedError with every fault and its place.
    """
    return keep_version(_read(path))


@transaction.atomic
def keep_version(read: OutlineFile) -> tuple[Outline, bool]:
    """Keep what an outline file says as a version; return (Outline, whether it is new)."""
    known = Outline.objects.filter(key=read.key, version=read.version).first()
    if known:
        if _is_same(known, read):
            return known, False
        raise OtherTextError(("/version", f"{read.key} v{read.version}"))
    Outline.objects.filter(key=read.key, version__lt=read.version).update(is_active=False)
    outline = outline_of(read)
    outline.save()
    return outline, True


def outline_of(read: OutlineFile) -> Outline:
    """Return an outline file as an Outline in memory, with its sections."""
    outline = Outline(**read.model_dump(mode="json", exclude={"sections"}))
    outline.sections = [
        OutlineSection(sort_order=place, **section.model_dump())
        for place, section in enumerate(read.sections)
    ]
    return outline


def file_of(outline: Outline) -> OutlineFile:
    """Return what an outline file would say to give this version."""
    names = OutlineFile.model_fields.keys() - {"sections"}
    columns = {name: getattr(outline, name) for name in names}
    return OutlineFile.model_validate(columns | {"sections": _sections_of(outline)})


def load_shipped_outlines() -> None:
    """Load every outline that comes with the system; one that is here already stays as it is.

    A database of an earlier release may hold another text of a version: what is filed by it counts.
    """
    for path in sorted(SHIPPED.glob("*.json")):
        try:
            load_outline(path)
        except OtherTextError as refused:
            log.warning("an outline stays as this database has it: %s", refused)


def _read(path):
    try:
        read = OutlineFile.model_validate(json.loads(Path(path).read_text(encoding="utf-8-sig")))
    except ValidationError as error:
        raise RefusedError(*((one.pointer, one.message) for one in problems_of(error))) from error
    except (OSError, ValueError) as error:
        raise RefusedError(("", error)) from error
    keys = [section.key for section in read.sections]
    if problems := list(misplaced(read.extra_fields, keys, read.kind)):
        raise RefusedError(*((f"/extra_fields{one.pointer}", one.message) for one in problems))
    return read


def _is_same(outline, read):
    sections = [section.model_dump() for section in read.sections]
    return _sections_of(outline) == sections and outline.extra_rules == read.extra_fields


def _sections_of(outline):
    fields = list(SectionFile.model_fields)
    return [{name: getattr(one, name) for name in fields} for one in outline.sections.all()]
