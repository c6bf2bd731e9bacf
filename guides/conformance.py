"""Whether a Document follows its outline: sections, fields, rows and lengths that must be there."""

from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from guides.models import OutlineSection

Requirement = OutlineSection.Requirement


@dataclass(frozen=True)
class Finding:
    """One place where a Document does not follow its outline."""

    pointer: str
    message: str
    section: str


@dataclass(frozen=True)
class SectionStatus:
    """How far one section of the outline is: for the editor's list of sections."""

    key: str
    label: str
    requirement: str
    applies: bool
    filled: bool
    findings: tuple


def nonconformities(document, outline):
    """Give every Finding of a Document against an Outline; an empty list lets it be submitted."""
    return [one for status in section_statuses(document, outline) for one in status.findings]


def section_statuses(document, outline):
    """Give a SectionStatus for each section, in the outline's order."""
    data = document.model_dump(mode="json")
    return [_status(data, section) for section in outline.sections.all()]


def completeness(statuses):
    """Give how much of what must be there is there and in order, in per cent."""
    needed = [one for one in statuses if one.applies]
    done = [one for one in needed if one.filled and not one.findings]
    return round(100 * len(done) / len(needed)) if needed else 100


def _status(data, section):
    value = _at(data, section.key.split("."))
    applies = _applies(data, section)
    filled = says_something(value) or _answered_with_no(value, section)
    findings = []
    if applies and not filled:
        message = _("“%(label)s” must be filled in.") % {"label": label_of(section)}
        findings.append(_finding(section, section.key, message))
    elif filled:
        findings = [*_missing_fields(value, section), *_too_few(value, section)]
        findings += _too_long(value, section)
    return SectionStatus(
        section.key, label_of(section), section.requirement, applies, filled, tuple(findings)
    )


def label_of(section):
    """Give a section's label in the active language."""
    english = (get_language() or "").startswith("en")
    return section.label_en if english and section.label_en else section.label


def _applies(data, section):
    if section.requirement == Requirement.MANDATORY:
        return True
    if section.requirement == Requirement.OPTIONAL or not section.condition:
        return False
    return all(_at(data, path.split(".")) in allowed for path, allowed in section.condition.items())


def _answered_with_no(value, section):
    """Say whether a field that must be filled says no, as in 不收费."""
    return any(
        found is False
        for path in section.required_fields
        for _place, found in _places(value, path.split("."), section.key)
    )


def _missing_fields(value, section):
    for path in section.required_fields:
        for place, found in _places(value, path.split("."), section.key):
            if not says_something(found):
                message = _("“%(label)s”: this field must be filled in.")
                yield _finding(section, place, message % {"label": label_of(section)})


def _too_few(value, section):
    rows = value.get("items", value) if isinstance(value, dict) else value
    if section.min_rows and isinstance(rows, list) and len(rows) < section.min_rows:
        if isinstance(value, dict) and value.get("none_required"):
            return
        message = _("“%(label)s” needs at least %(count)s rows.")
        facts = {"label": label_of(section), "count": section.min_rows}
        yield _finding(section, section.key, message % facts)


def _too_long(value, section):
    if section.max_length and isinstance(value, str) and len(value) > section.max_length:
        message = _("“%(label)s” is longer than %(count)s characters.")
        facts = {"label": label_of(section), "count": section.max_length}
        yield _finding(section, section.key, message % facts)


def _finding(section, path, message):
    return Finding("/" + path.replace(".", "/"), message, section.key)


def _at(data, path):
    for step in path:
        data = data.get(step) if isinstance(data, dict) else None
    return data


def _places(value, path, place):
    """Yield (place, value) for a path in which `*` stands for every row."""
    if not path:
        yield place, value
    elif path[0] == "*":
        for number, row in enumerate(value or []):
            yield from _places(row, path[1:], f"{place}.{number}")
    else:
        below = value.get(path[0]) if isinstance(value, dict) else None
        yield from _places(below, path[1:], f"{place}.{path[0]}")


def says_something(value):
    """Say whether JSON data hold more than emptiness; a plain `false` is an answer only alone."""
    if isinstance(value, dict):
        return any(says_something(one) for one in value.values() if one is not False)
    if isinstance(value, list):
        return bool(value)
    return value is not None and value != ""
