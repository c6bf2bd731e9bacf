"""What a change of a part makes of one guide's filed texts: pure, and the same whenever asked."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from guides.document.canonical import canonical_data
from guides.document.fields import Part
from guides.document.shareable import rows_at
from guides.document.shareable_kind import Shareable
from guides.document.shared import SharedSections, section_keys
from publication.models import FiledPart, PartChange


@dataclass(frozen=True)
class After:
    """The texts of a guide, and of its manual if it has one, after a change; and its own fields."""

    guide: str
    manual: str
    overridden: list[str]


def after_change(
    change: PartChange, filed: FiledPart, texts: dict, guide: str, manual: str
) -> After | None:
    """Return a guide's texts after a change; None when nothing of what it says would differ.

    `texts` are what the part said, by (key, version): in the version that the guide was filed with,
    and in the one that is changed.
    """
    was, alike = texts[change.part.key, filed.version], change.alike_of(filed)
    data, overridden, is_other = json.loads(guide), set(), False
    for row in rows_at(data, filed.rows):
        now, own_here = change.part.shareable.merged(row, was, change.data, alike)
        overridden |= set(own_here)
        is_other |= now != row
        row.update(now)
    if not is_other:
        return None
    before = texts.get((change.part.key, change.base_version), {})
    data["change_note"] = note_of(change, before, alike)
    beside = ""
    if manual:
        beside = canonical_data(beside_guide(json.loads(manual), data))
    return After(canonical_data(data), beside, sorted(overridden))


def beside_guide(manual: dict[str, Any], guide: dict[str, Any]) -> dict[str, Any]:
    """Return a manual's Document, as JSON data, with the shared sections of its guide's."""
    taken = {*section_keys(SharedSections), "standard"}
    kept = {key: value for key, value in manual.items() if key not in taken}
    return kept | {key: guide[key] for key in taken if key in guide}


def note_of(change: PartChange, before: dict[str, Any], alike: Sequence[str] = ()) -> str:
    """Return what a new version says of what changed, in Chinese; `alike` are the fields in which
    its guide was made the same.
    """
    shareable = change.part.shareable
    names = changed_fields(shareable, before, change.data)
    with override("zh-hans"):
        labels = "、".join(
            label_of(shareable.part, name) for name in dict.fromkeys([*names, *alike])
        )
        facts = {
            "name": (shareable.name_of(before) if before else "") or change.part.name,
            "fields": labels or _("carried over"),
            "reason": change.reason,
        }
        if alike and not names:
            sentence = _("“%(name)s” says the same as everywhere: %(fields)s. %(reason)s") % facts
        else:
            sentence = _("“%(name)s” was changed: %(fields)s. %(reason)s") % facts
    return sentence.strip()


def label_of(part: type[Part], name: str) -> str:
    """Return what a field of a part is called in the active language."""
    return _(part.model_fields[name].title or name)


def says_new(change: PartChange) -> bool:
    """Return whether a change that is not approved yet alters the part itself."""
    part = change.part
    return bool(changed_fields(part.shareable, part.data, change.data))


def changed_fields(shareable: Shareable, was: dict[str, Any], now: dict[str, Any]) -> list[str]:
    """Return the names of the fields in which two versions of a part differ."""
    return [name for name in shareable.fields if was.get(name) != now.get(name)]
