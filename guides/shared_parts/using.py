"""The table of uses: which drafts use which parts, kept whenever a draft is saved."""

from typing import Any

from guides.document.file_refs import files_in
from guides.shared_parts.followed import Followed
from guides.shared_parts.inheriting import followed_standard
from guides.shared_parts.models import SharedPart, SharedPartUse
from guides.shared_parts.resolving import follow_parts


def keep_uses(page: Any, sections: dict[str, Any]) -> None:
    """Keep which parts the sections of a guide's draft use, in place of what was kept before."""
    found = by_part([*follow_parts(sections), *followed_standard(page.standard_id)])
    known = {use.part_id: use for use in SharedPartUse.objects.filter(page_id=page.pk)}
    for part_id, rows in found.items():
        use = known.pop(part_id, None) or SharedPartUse(part_id=part_id, page_id=page.pk)
        facts = {"code": page.code, **facts_of(rows)}
        if use.pk is None or any(getattr(use, name) != value for name, value in facts.items()):
            for name, value in facts.items():
                setattr(use, name, value)
            use.save()
    if known:
        SharedPartUse.objects.filter(pk__in=[use.pk for use in known.values()]).delete()


def by_part(found: list[Followed]) -> dict[int, list[Followed]]:
    """Return rows that follow parts, by the part's id."""
    rows: dict[int, list[Followed]] = {}
    for one in found:
        rows.setdefault(one.part_id, []).append(one)
    return rows


def facts_of(rows: list[Followed]) -> dict[str, list[str]]:
    """Return what tables of uses keep of the rows that follow one part."""
    return {
        "rows": [one.pointer for one in rows],
        "overridden": sorted({name for one in rows for name in one.overridden}),
    }


def files_of_parts(found: list[Followed]) -> set[str]:
    """Return the SHA-256 of the files that the parts of these rows name; no query without rows."""
    if not found:
        return set()
    parts = SharedPart.objects.filter(pk__in={one.part_id for one in found})
    return {ref["sha256"] for ref in files_in([part.data for part in parts])}
