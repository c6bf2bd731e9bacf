"""In which sentences a version of an outline differs from the one before it."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guides.choices import Requirement
from guides.outlines.conditions import rule_in_words
from guides.outlines.extra_differences import of_extra_fields
from guides.outlines.paths import words_of
from guides.outlines.sentences import rows_moved, text_changed

COVER = {
    "label": gettext_lazy("name"),
    "label_en": gettext_lazy("English name"),
    "basis": gettext_lazy("basis"),
}
TEXTS = {
    "label": gettext_lazy("name"),
    "label_en": gettext_lazy("English name"),
    "guidance": gettext_lazy("what to write"),
    "guidance_en": gettext_lazy("what to write (English)"),
    "basis": gettext_lazy("basis"),
    "min_rows": gettext_lazy("at least so many rows"),
    "max_length": gettext_lazy("longest text"),
}


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """Return what changed between two contents of an outline, one sentence each, in order."""
    return [
        *_of_cover(before, after),
        *_gone(before, after),
        *_of_sections(before, after),
        *rows_moved(before["sections"], after["sections"]),
        *of_extra_fields(before, after),
    ]


def _of_cover(before, after) -> Iterator[str]:
    for name, label in COVER.items():
        if (before.get(name) or "") != (after.get(name) or ""):
            yield text_changed(_("The outline"), label, before.get(name), after.get(name))
    if before.get("is_active") != after.get("is_active"):
        yield (
            _("It is offered for new pages.")
            if after.get("is_active")
            else _("It is not offered for new pages any more.")
        )


def _gone(before, after) -> Iterator[str]:
    left = {one["key"] for one in after["sections"]}
    for one in before["sections"]:
        if one["key"] not in left:
            yield _("Section “%(label)s” is left out.") % {"label": one["label"]}


def _of_sections(before, after) -> Iterator[str]:
    known = {one["key"]: one for one in before["sections"]}
    kind = after["kind"]
    for place, one in enumerate(after["sections"], start=1):
        was = known.get(one["key"])
        if was is None:
            facts = {"label": one["label"], "place": place, "duty": duty_in_words(kind, one)}
            yield _("New section “%(label)s” in place %(place)s: %(duty)s.") % facts
        elif was != one:
            yield from _of_section(kind, was, one)


def _of_section(kind, was, now) -> Iterator[str]:
    name = f"“{was['label']}”"
    duties = [duty_in_words(kind, one) for one in (was, now)]
    if duties[0] != duties[1]:
        facts = {"name": name, "was": duties[0], "now": duties[1]}
        yield _("%(name)s: instead of “%(was)s” now “%(now)s”.") % facts
    yield from _of_fields(kind, name, was, now)
    for field, label in TEXTS.items():
        if (was.get(field) or "") != (now.get(field) or ""):
            yield text_changed(name, label, was.get(field), now.get(field))


def _of_fields(kind, name, was, now) -> Iterator[str]:
    before, after = was.get("required_fields", []), now.get("required_fields", [])
    for path in after:
        if path not in before:
            facts = {"name": name, "field": words_of(kind, f"{now['key']}.{path}")}
            yield _("%(name)s: “%(field)s” must be filled in now.") % facts
    for path in before:
        if path not in after:
            facts = {"name": name, "field": words_of(kind, f"{now['key']}.{path}")}
            yield _("%(name)s: “%(field)s” need not be filled in any more.") % facts


def duty_in_words(kind: str, section: Mapping[str, Any]) -> str:
    """Return whether a section must be there, with the rule in words."""
    duty = Requirement(section["requirement"])
    if duty == Requirement.CONDITIONAL:
        rule = rule_in_words(kind, section.get("condition") or {})
        return _("mandatory %(rule)s") % {"rule": rule} if rule else str(duty.label)
    return str(duty.label)
