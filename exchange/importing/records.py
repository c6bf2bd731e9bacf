"""One record of an import: a Document, perhaps with its manual and an old system's envelope."""

from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Any

from django.utils.translation import gettext as _
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from core.import_report import RefusedError
from guides.document import GuideDocument, ManualDocument
from guides.document.errors import problems_of
from guides.document.fields import Line

Day = Annotated[date, Field(ge=date(1800, 1, 1), le=date(2199, 12, 31))]
"""A day that one can count onward from."""


def _without_far_end(value: Any) -> Any:
    """Return None for 9999-12-31, by which older systems say that there is no end (长期)."""
    return None if str(value).startswith("9999-") else value


class OldEnvelope(BaseModel):
    """What an older system had assigned to a filed version (`--state filed`)."""

    model_config = ConfigDict(extra="ignore")

    version: Annotated[int, Field(ge=1, le=999_999_999)]
    filing_no: Annotated[Line, Field(min_length=1, max_length=100)]
    filed_on: Day
    published_on: Day
    effective_on: Day
    expires_on: Annotated[Day | None, BeforeValidator(_without_far_end)] = None
    filing_body: Annotated[Line, Field(max_length=200)] = ""


@dataclass
class GuideRecord:
    """A record whose shape is right: Documents and envelope, each or None."""

    guide: GuideDocument | None
    manual: ManualDocument | None
    envelope: OldEnvelope | None
    row_ids: dict[str, str] = field(default_factory=dict)
    """Ids that rows of a workbook have on their page, by their pointers."""


def parse_record(record: Any) -> GuideRecord:
    """Return the GuideRecord of a JSON value; RefusedError with every problem and its place."""
    if isinstance(record, RefusedError):
        raise record
    if not isinstance(record, dict):
        raise RefusedError(("", _("A record must be an object.")))
    if "document" not in record and "manual" not in record:
        kind = "manual" if record.get("schema_version") == "manual-1" else "document"
        return _parsed({kind: record}, prefix=False)
    return _parsed(record, prefix=True)


def _parsed(record, *, prefix):
    problems = []

    def read(model, key):
        if record.get(key) is None:
            return None
        try:
            return model.model_validate(record[key])
        except ValidationError as error:
            start = f"/{key}" if prefix else ""
            problems.extend((start + one.pointer, one.message) for one in problems_of(error))
            return None

    found = GuideRecord(
        guide=read(GuideDocument, "document"),
        manual=read(ManualDocument, "manual"),
        envelope=read(OldEnvelope, "envelope"),
        row_ids=record.get("row_ids") or {},
    )
    if problems:
        raise RefusedError(*problems)
    if found.guide is None and found.manual is None:
        raise RefusedError(("", _("The record holds no Document.")))
    return found
