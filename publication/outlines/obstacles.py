"""What keeps a draft of an outline from review: rules without a fact, places that no guide has."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from guides.choices import Requirement
from guides.models import OutlineDraft
from guides.outlines.extra_fields import misplaced, rules_of
from guides.outlines.paths import exists


def faults_of(draft: OutlineDraft) -> list[tuple[str, str]]:
    """Return (key of the section, sentence) of everything that is to be mended first."""
    found = [(one["key"], fault) for one in draft.sections for fault in section_faults(draft, one)]
    keys = [one["key"] for one in draft.sections]
    rules = rules_of(draft.content.get("extra_fields", []))
    return found + [("", one.message) for one in misplaced(rules, keys, draft.kind)]


def section_faults(draft: OutlineDraft, section: dict) -> Iterator[str]:
    """Yield what is wrong with one section, in sentences."""
    facts = {"label": section["label"]}
    if not exists(draft.kind, section["key"]):
        yield _("“%(label)s”: no document has this section. Leave it out.") % facts
    if section["requirement"] == Requirement.CONDITIONAL and not section["condition"]:
        yield _("“%(label)s”: say under which condition it is mandatory.") % facts
    for path in section["condition"]:
        if not exists(draft.kind, path):
            yield _("“%(label)s”: its rule asks about what no document says.") % facts
    for path in section["required_fields"]:
        if not exists(draft.kind, f"{section['key']}.{path}"):
            yield _("“%(label)s”: it demands a field that no document has.") % facts
