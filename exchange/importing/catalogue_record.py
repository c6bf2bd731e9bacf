"""One record of a catalogue file: its fields, their code lists, what must be there."""

from typing import Annotated, Any

from pydantic import BeforeValidator, ConfigDict, Field, ValidationError

from core.import_report import RefusedError
from guides import choices
from guides.document.errors import problems_of
from guides.document.fields import CodeLine, Line, Lines, Part, code, several

ITEM_FIELDS = (
    "name",
    "name_en",
    "aliases",
    "code_scheme",
    "basic_code",
    "implementation_code",
    "local_basic_code",
    "local_implementation_code",
    "item_type",
    "levels",
    "power_source",
    "audience",
)


def _entry(value: Any) -> Any:
    """Take a bare code or name for the entry that has it."""
    return {"code": value} if isinstance(value, str) else value


def _rows(value: Any) -> Any:
    return [] if value is None else value


class NamedEntry(Part):
    """A theme or life event: a code, or a code with the names that it gets when it is new."""

    code: Annotated[Line, Field(min_length=1, max_length=50)]
    name: Annotated[Line, Field(max_length=50)] = ""
    name_en: Annotated[Line, Field(max_length=100)] = ""


class Situation(Part):
    """A handling item (业务办理项) of a catalogue entry, found by its code or else by its name."""

    code: Annotated[CodeLine, Field(pattern=r"^[0-9A-Za-z-]{0,10}$")] = ""
    name: Annotated[Line, Field(min_length=1, max_length=100)]
    name_en: Annotated[Line, Field(max_length=200)] = ""
    handling_item_code: Annotated[CodeLine, Field(max_length=70)] = ""


NamedEntries = Annotated[
    list[Annotated[NamedEntry, BeforeValidator(_entry)]], BeforeValidator(_rows)
]


class ItemKey(Part):
    """Which item a record is of, whatever else it says."""

    model_config = ConfigDict(extra="ignore")

    department: Annotated[Line, Field(min_length=1)]
    basic_code: Annotated[CodeLine, Field(min_length=1, max_length=50)]


class CatalogueRecord(ItemKey):
    """One item of a catalogue file; what it does not name stays as it is."""

    model_config = ConfigDict(extra="forbid")

    name: Annotated[Line, Field(min_length=1, max_length=200)]
    name_en: Annotated[Line, Field(max_length=300)] = ""
    aliases: Annotated[Lines, BeforeValidator(_rows)] = []
    code_scheme: code(choices.CodeScheme) = None
    implementation_code: Annotated[CodeLine, Field(max_length=64)] = ""
    local_basic_code: Annotated[CodeLine, Field(max_length=50)] = ""
    local_implementation_code: Annotated[CodeLine, Field(max_length=100)] = ""
    item_type: choices.ItemType
    levels: Annotated[several(choices.Level), BeforeValidator(_rows)] = []
    power_source: code(choices.PowerSource) = None
    audience: Annotated[several(choices.Audience), BeforeValidator(_rows)] = []
    situations: Annotated[list[Situation], BeforeValidator(_rows)] = []
    personal_themes: NamedEntries = []
    business_themes: NamedEntries = []
    local_themes: NamedEntries = []
    life_events: NamedEntries = []

    def facts(self) -> dict[str, Any]:
        """Return the item's own fields that the record names."""
        named = self.model_dump(mode="json", include=set(ITEM_FIELDS), exclude_unset=True)
        facts = {key: "" if value is None else value for key, value in named.items()}
        if not facts.get("code_scheme", "?"):
            del facts["code_scheme"]
        return facts


def parse_item(record: Any) -> CatalogueRecord:
    """Return the CatalogueRecord of a JSON value; RefusedError with every problem and its place."""
    if isinstance(record, RefusedError):
        raise record
    try:
        return CatalogueRecord.model_validate(record)
    except ValidationError as error:
        raise RefusedError(*((one.pointer, one.message) for one in problems_of(error))) from error
