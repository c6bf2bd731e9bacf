"""Whether a Document follows its outline: sections, fields, rows and lengths that must be there."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from pydantic import BaseModel

from guides.choices import DocumentKind, Requirement
from guides.document import ManualDocument
from guides.document.shared import EXTRA, EXTRAS, SharedSections
from guides.outlines.extra_fields import ExtraFieldRule
from guides.outlines.extra_values import why_not
from guides.outlines.models import Outline, OutlineSection
from guides.outlines.places import is_part, part_at, place_in_words
from guides.showing.form_fields import unknown_fields

FORMS = "document_forms"
"""The section of document forms (文书), whose texts have fields."""


@dataclass(frozen=True)
class Finding:
    """One place where a Document, of a guide or a manual, does not follow its outline."""

    pointer: str
    message: str
    section: str
    kind: str = DocumentKind.GUIDE


@dataclass(frozen=True)
class SectionStatus:
    """How far one section of the outline is: for the editor's list of sections."""

    key: str
    label: str
    requirement: str
    applies: bool
    filled: bool
    findings: tuple


def nonconformities(document: BaseModel, outline: Outline) -> list[Finding]:
    """Return every Finding of a Document against an Outline; an empty list lets it be submitted."""
    return [one for status in section_statuses(document, outline) for one in status.findings]


def section_statuses(document: BaseModel, outline: Outline) -> list[SectionStatus]:
    """Return a SectionStatus for each section, in the outline's order."""
    data = document.model_dump(mode="json")
    found = [_Checked(type(document), data, one).status() for one in outline.sections.all()]
    missing = {one.key for one in found if one.findings and not one.filled}
    found = [_once(status, missing) for status in found]
    found = _with_extra_fields(found, outline.extra_rules, data)
    found = _with_empty_rows(found, document, data)
    return [_with_unknown_fields(status, data) for status in found]


def _once(status, missing):
    """Leave one finding of a section that is missing altogether."""
    parents = {status.key.rsplit(".", depth)[0] for depth in range(1, status.key.count(".") + 1)}
    return replace(status, findings=()) if parents & missing and not status.filled else status


def _with_extra_fields(statuses, rules, data):
    """Return the statuses with what is wrong with extra fields, each after its section."""
    if not rules:
        return statuses
    wrong = findings_of_extra_fields(rules, data)
    needed = {rule.section for rule in rules if rule.required}
    return [
        replace(
            status,
            applies=status.applies or status.key in needed,
            findings=(*status.findings, *wrong.get(status.key, ())),
        )
        for status in statuses
    ]


def findings_of_extra_fields(
    rules: Sequence[ExtraFieldRule], data: Mapping[str, Any]
) -> dict[str, list[Finding]]:
    """Return {section: the Findings of the extra fields that stand after it}."""
    rows = [row for section in EXTRAS for row in data.get(section, ()) if not row["outdated"]]
    filled = {row["key"]: row for row in rows}
    found: dict[str, list[Finding]] = {}
    for rule in rules:
        if message := why_not(rule, filled.get(rule.key)):
            finding = Finding(f"/{EXTRA}/{rule.key}", message, rule.section)
            found.setdefault(rule.section, []).append(finding)
    return found


def _with_empty_rows(statuses, document, data):
    """Return the statuses with the rows that say nothing, each at the first status of its section.

    A manual's shared sections are its guide's, and looked at there.
    """
    is_manual = isinstance(document, ManualDocument)
    seen = set(SharedSections.model_fields) if is_manual else set()
    completed = []
    for status in statuses:
        key = status.key.partition(".")[0]
        if key not in seen:
            rows = empty_rows(data.get(key), key)
            status = replace(
                status, findings=(*status.findings, *_findings_at(rows, status, type(document)))
            )
            seen.add(key)
        completed.append(status)
    return completed


def _with_unknown_fields(status, data):
    """Return the status with the fields of document forms that no guide can fill."""
    if status.key != FORMS:
        return status
    message = _("“%(form)s” has a field {%(name)s} that there is not. Choose one of the list.")
    wrong = [
        Finding(
            f"/{FORMS}/{number}/text",
            message % {"form": form["name"], "name": name},
            FORMS,
            DocumentKind.MANUAL,
        )
        for number, form in enumerate(data[FORMS])
        for name in unknown_fields(form["text"])
    ]
    return replace(status, findings=(*status.findings, *wrong))


def _findings_at(places, status, model):
    """Yield the Finding of each empty row."""
    message = _("“%(label)s”: %(place)s says nothing. Fill it in or delete it.")
    for place in places:
        key, *steps = place.split(".")
        words = place_in_words(part_at(model, [key]), steps)
        yield Finding(
            "/" + place.replace(".", "/"),
            message % {"label": status.label, "place": words},
            key,
            _kind_of(model),
        )


def _kind_of(model):
    return DocumentKind.MANUAL if model is ManualDocument else DocumentKind.GUIDE


def empty_rows(value: Any, place: str) -> Iterator[str]:
    """Yield the dotted places of the rows of tables that say nothing but their key."""
    if isinstance(value, dict):
        for name, below in value.items():
            yield from empty_rows(below, f"{place}.{name}")
    elif isinstance(value, list):
        for number, row in enumerate(value):
            if not isinstance(row, dict):
                continue
            if says_something({name: one for name, one in row.items() if name != "key"}):
                yield from empty_rows(row, f"{place}.{number}")
            else:
                yield f"{place}.{number}"


def required_places(
    model: type[BaseModel], outline: Outline, statuses: Iterable[SectionStatus]
) -> list[str]:
    """Return the JSON pointers that must be filled in, with `*` for each row of a table.

    Where a section does not apply, nothing in it is required.
    """
    pointers = []
    for section, status in zip(outline.sections.all(), statuses, strict=True):
        if not status.applies:
            continue
        key = section.key.split(".")
        if section.required_fields:
            pointers += [[*key, *path.split(".")] for path in section.required_fields]
        elif not is_part(part_at(model, key)):
            pointers.append(key)
    return ["/" + "/".join(pointer) for pointer in pointers]


def completeness(statuses: Iterable[SectionStatus], wrong: Collection[str] = frozenset()) -> int:
    """Return how much of what must be there is there and in order, in per cent.

    `wrong` are the top-level keys of a Document in which something else is wrong.
    """
    needed = [one for one in statuses if one.applies]
    in_order = [one for one in needed if one.filled and not one.findings]
    done = [one for one in in_order if one.key.partition(".")[0] not in wrong]
    return 100 * len(done) // len(needed) if needed else 100


def label_of(section: OutlineSection) -> str:
    """Return a section's label in the active language."""
    english = (get_language() or "").startswith("en")
    return section.label_en if english and section.label_en else section.label


class _Checked:
    """One section of an outline held against a Document's JSON data."""

    def __init__(self, model, data, section):
        self.model, self.data, self.section = model, data, section
        self.kind = _kind_of(model)
        self.label = label_of(section)
        self.found = list(places(data, section.key.split(".")))

    def status(self) -> SectionStatus:
        filled = any(says_something(value) for _place, value in self.found) or self._says_no()
        applies, findings = self._applies(), []
        if filled:
            findings = [*self._missing_fields(), *self._too_few(), *self._too_long()]
        elif applies:
            message = _("“%(label)s” must be filled in.") % {"label": self.label}
            findings = [self._finding(self.section.key, message)]
        return SectionStatus(
            self.section.key,
            self.label,
            self.section.requirement,
            applies,
            filled,
            tuple(findings),
        )

    def _applies(self):
        section = self.section
        if section.requirement == Requirement.MANDATORY:
            return True
        if section.requirement == Requirement.OPTIONAL or not section.condition:
            return False
        return all(self._holds(path, allowed) for path, allowed in section.condition.items())

    def _holds(self, path, allowed):
        """Return whether any value at a path is allowed; `null` among these allows saying
        nothing.
        """
        values = [value for _place, value in places(self.data, path.split("."))]
        values = [
            one
            for value in values
            for one in (value if isinstance(value, list) else [value])
            if one not in (None, "")
        ]
        return any(one in allowed for one in values) if values else None in allowed

    def _says_no(self):
        """Return whether a field that must be filled says no, as in 不收费."""
        return any(value is False for _place, value in self._required())

    def _required(self):
        for path in self.section.required_fields:
            for start, value in self.found:
                yield from places(value, path.split("."), start)

    def _missing_fields(self):
        for place, value in self._required():
            if not says_something(value):
                steps = place.removeprefix(self.section.key).strip(".").split(".")
                part = part_at(self.model, self.section.key.split("."))
                facts = {"label": self.label, "place": place_in_words(part, steps)}
                message = _("“%(label)s”: %(place)s must be filled in.")
                yield self._finding(place, message % facts)

    def _too_few(self):
        least = self.section.min_rows
        for place, value in self.found:
            rows = value.get("items", value) if isinstance(value, dict) else value
            excused = isinstance(value, dict) and value.get("none_required")
            if isinstance(rows, list) and len(rows) < least and not excused:
                message = _("“%(label)s” needs at least %(count)s rows.")
                yield self._finding(place, message % {"label": self.label, "count": least})

    def _too_long(self):
        most = self.section.max_length
        for place, value in self.found:
            if most and isinstance(value, str) and len(value) > most:
                message = _("“%(label)s” is longer than %(count)s characters.")
                yield self._finding(place, message % {"label": self.label, "count": most})

    def _finding(self, place, message):
        return Finding("/" + place.replace(".", "/"), message, self.section.key, self.kind)


def places(value: Any, path: Sequence[str], place: str = "") -> Iterator[tuple[str, Any]]:
    """Yield (place, value) for a path in which `*` stands for every row; places are dotted."""
    if not path:
        yield place, value
        return
    step, *rest = path
    if step == "*":
        for number, row in enumerate(value or []):
            yield from places(row, rest, f"{place}.{number}".strip("."))
    else:
        below = value.get(step) if isinstance(value, dict) else None
        yield from places(below, rest, f"{place}.{step}".strip("."))


def says_something(value: Any) -> bool:
    """Return whether JSON data hold more than emptiness; a plain `false` is an answer only
    alone.
    """
    if isinstance(value, dict):
        return any(says_something(one) for one in value.values() if one is not False)
    if isinstance(value, list):
        return any(says_something(one) for one in value)
    return value is not None and value != ""
