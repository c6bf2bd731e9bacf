"""Extra fields (补充字段) of an outline: what a city asks beyond the sections that all guides have.

They are data of the outline, so that a city has them without a change of code (ADR 0046).
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Annotated, Any, Self

from pydantic import Field, TypeAdapter, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from guides.choices import ExtraKind
from guides.document.errors import MESSAGES, Problem, problems_of
from guides.document.fields import Line, Part, Text

MOST = 60
"""So many extra fields an outline may have: with more the form is no longer read."""

FieldKey = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
LONGEST = 100
Label = Annotated[Line, Field(min_length=1, max_length=LONGEST)]


class ExtraChoice(Part):
    """One answer that may be chosen."""

    value: Label
    label: Label
    label_en: Line = ""


class ExtraColumn(Part):
    """One column of a table."""

    key: FieldKey
    label: Label
    label_en: Line = ""


class ExtraFieldRule(Part):
    """One extra field (补充字段) as an outline declares it.

    `section` is the key of the section of the outline after whose content the field stands;
    what is `internal` is for officials only.
    """

    key: FieldKey
    label: Label
    label_en: Line = ""
    kind: ExtraKind
    section: Line = Field(min_length=1, max_length=100)
    required: bool = False
    guidance: Text = ""
    choices: list[ExtraChoice] = []
    columns: list[ExtraColumn] = []
    internal: bool = False

    @model_validator(mode="after")
    def _has_what_its_kind_needs(self) -> Self:
        for kind, rows in ((ExtraKind.CHOICE, self.choices), (ExtraKind.TABLE, self.columns)):
            if self.kind == kind and not rows:
                raise _error(f"{kind}_needs_rows")
            if self.kind != kind and rows:
                raise _error(f"only_{kind}_has_rows")
        if _repeated([one.value for one in self.choices] + [one.key for one in self.columns]):
            raise _error("extra_rows_repeated")
        return self

    @property
    def place(self) -> str:
        """The key of the Document's section after whose content the field stands."""
        return self.section.partition(".")[0]


RULES: TypeAdapter[list[ExtraFieldRule]] = TypeAdapter(
    Annotated[list[ExtraFieldRule], Field(max_length=MOST)]
)


def rules_of(data: Any) -> list[ExtraFieldRule]:
    """Return the rules of an outline's JSON data; pydantic.ValidationError on bad data."""
    return RULES.validate_python(data)


def problems_of_extra_fields(
    data: Any, section_keys: Collection[str], kind: str = "guide"
) -> list[Problem]:
    """Return everything wrong with extra fields as JSON data, with pointers such as `/0/label`.

    `section_keys` are the keys of the outline's sections; an empty list lets the outline be saved.
    """
    try:
        rules = rules_of(data)
    except ValidationError as error:
        return problems_of(error)
    return list(misplaced(rules, section_keys, kind))


def misplaced(
    rules: Sequence[ExtraFieldRule], section_keys: Collection[str], kind: str = "guide"
) -> Iterator[Problem]:
    """Yield the problems that rules have together and with the outline in which they stand."""
    if rules and kind != "guide":
        yield Problem("", str(MESSAGES["extra_fields_of_manual"]))
    repeated = _repeated([rule.key for rule in rules])
    labels = _repeated([rule.label for rule in rules])
    for number, rule in enumerate(rules):
        if rule.label in labels:
            facts = {"label": rule.label}
            yield Problem(f"/{number}/label", str(MESSAGES["extra_label_repeated"]) % facts)
        yield from _wrong_names(rule, f"/{number}")
        if rule.key in repeated:
            facts = {"key": rule.key}
            yield Problem(f"/{number}/key", str(MESSAGES["extra_key_repeated"]) % facts)
        if rule.section not in section_keys:
            facts = {"section": rule.section}
            yield Problem(f"/{number}/section", str(MESSAGES["extra_section_unknown"]) % facts)


def _wrong_names(rule: ExtraFieldRule, place: str) -> Iterator[Problem]:
    """Yield what is wrong with the names of a rule and its rows: too long, or there twice."""
    rows: dict[str, Sequence[ExtraChoice | ExtraColumn]] = {
        "choices": rule.choices,
        "columns": rule.columns,
    }
    named: list[tuple[str, ExtraFieldRule | ExtraChoice | ExtraColumn]] = [(place, rule)]
    for table, found in rows.items():
        repeated = _repeated([row.label for row in found])
        for number, row in enumerate(found):
            named.append((f"{place}/{table}/{number}", row))
            if row.label in repeated:
                facts = {"label": row.label}
                message = str(MESSAGES["extra_row_label_repeated"]) % facts
                yield Problem(f"{place}/{table}/{number}/label", message)
    for at, one in named:
        if len(one.label_en) > LONGEST:
            message = str(MESSAGES["string_too_long"]) % {"max_length": LONGEST}
            yield Problem(f"{at}/label_en", message)


def _repeated(values: Iterable[str]) -> set[str]:
    seen: set[str] = set()
    return {value for value in values if value in seen or seen.add(value)}  # type: ignore[func-returns-value]


def _error(reason: str) -> PydanticCustomError:
    return PydanticCustomError(reason, "see guides.document.errors")  # type: ignore[arg-type]
