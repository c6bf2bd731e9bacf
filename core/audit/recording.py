"""Writing deeds down, in the transaction of the deed: what cannot be written did not happen."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from core.audit.acts import label_of
from core.audit.fingerprints import ENTRY, entry_fingerprint
from core.audit.models import AuditEntry, Unchained
from core.audit.whence import origin, person_at_work
from core.people.signature import signature_of

LONGEST = 500
"""As much of a text is kept; what is longer is cut."""
UNSET = object()


def write(act: str, **given: Any) -> AuditEntry:
    """Write an act down, as `entry_of` says it; return its AuditEntry. Raises UnknownActError."""
    entry = entry_of(act, **given)
    entry.save(force_insert=True)
    Unchained.objects.bulk_create([Unchained(entry_id=entry.pk)])
    return entry


def write_many(entries: Iterable[AuditEntry]) -> None:
    """Write many entries of `entry_of` at once."""
    written = AuditEntry.objects.bulk_create(entries)
    Unchained.objects.bulk_create([Unchained(entry_id=entry.pk) for entry in written])


def entry_of(
    act: str,
    *,
    by: Any = UNSET,
    role: str | None = None,
    request: HttpRequest | None = None,
    about: Any = None,
    label: str = "",
    code: str | None = "",
    sha256: str | None = "",
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    at: datetime | None = None,
    **facts: Any,
) -> AuditEntry:
    """Return the AuditEntry of an act, not saved.

    `by` is who did it (by default the person at work, None when nobody knows), `role` the Role in
    which; `about` is the object it was done to and `label` what that is called, `code` that of a
    guide, `sha256` the fingerprint of the content. `before` and `after` are {field: value}; what
    did not change is left out, and so are empty `facts`. Raises UnknownActError.
    """
    label_of(act)
    actor = person_at_work() if by is UNSET else by
    actor = actor if actor and actor.pk else None
    entry = AuditEntry(
        at=at or timezone.now(),
        act=act,
        actor_id=actor.pk if actor else None,
        **signature_of(actor, role),
        origin=_short(origin(request), 100),
        about_type=about._meta.label_lower if about is not None else "",
        about_id=str(about.pk) if about is not None else "",
        about=_short(label or (str(about) if about is not None else ""), 255),
        code=code or "",
        content_sha256=sha256 or "",
        facts=_facts(before, after, facts),
    )
    entry.sha256 = entry_fingerprint([getattr(entry, name) for name in ENTRY])
    return entry


def _facts(before, after, facts):
    facts = {name: _plain(value) for name, value in facts.items() if value not in (None, "")}
    before, after = (
        {name: _plain(value) for name, value in (side or {}).items()} for side in (before, after)
    )
    changed = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    if changed:
        facts["before"] = {name: before[name] for name in changed if name in before}
        facts["after"] = {name: after[name] for name in changed if name in after}
    return facts


def _plain(value):
    """Return a value as JSON holds it, long texts cut."""
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, dict):
        return {str(name): _plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(one) for one in value]
    return _short(str(value), LONGEST)


def _short(text, longest):
    # PostgreSQL takes no NUL in a text.
    return text.replace("\0", "")[:longest]
