"""Verifying the audit log: every row against its fingerprint, the chain, and the head.

Found are rows that were altered, removed, inserted or put in another order, a chain that was cut,
and entries that came past the one door. What a person with every right on the database and all of
its copies could write anew is found by the heads that were sent outside.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef

from core.audit.fingerprints import ENTRY, START, entry_fingerprint, link_fingerprint
from core.audit.models import AuditEntry, AuditLink, ChainHead, Unchained

RANGE = 2000
LINK = ("seq", "entry_id", "entry_sha256", "previous", "chained_at", "sha256")


@dataclass(frozen=True)
class BadRow:
    """The first row that is not as it was written, and what is wrong with it."""

    table: str
    row: int
    what: str


@dataclass
class Verdict:
    """What verifying found: the rows that are chained and sound, those that wait, the first bad."""

    rows: int = 0
    sha256: str = START
    unchained: int = 0
    bad: BadRow | None = None
    heads: dict = field(default_factory=dict)

    @property
    def is_sound(self) -> bool:
        """Whether nothing was found."""
        return self.bad is None

    def as_json(self) -> dict[str, Any]:
        """Return what `verify_audit --json` writes."""
        bad = self.bad
        return {
            "ok": self.is_sound,
            "rows": self.rows,
            "head": self.sha256,
            "unchained": self.unchained,
            "first_bad": bad and {"table": bad.table, "row": bad.row, "what": bad.what},
        }


def verify(
    heads: Mapping[int, str] | None = None,
    after: int = 0,
    report: Callable[[int], object] = lambda rows: None,
) -> Verdict:
    """Return the Verdict on the whole log; `heads` {row: fingerprint} are copies kept outside.

    With `after` the rows up to that one are taken as sound.
    """
    verdict = Verdict(heads=dict(heads or {}))
    if after and (start := AuditLink.objects.filter(seq=after).first()):
        verdict.rows, verdict.sha256 = start.seq, start.sha256
    while verdict.is_sound:
        rows = AuditLink.objects.filter(seq__gt=verdict.rows).order_by("seq")
        links = list(rows.values_list(*LINK)[:RANGE])
        if not links:
            break
        verdict.bad = _first_bad(links, verdict)
        report(verdict.rows)
    if verdict.is_sound:
        verdict.bad = _cut(verdict) or _kept_outside(verdict) or _past_the_door()
    verdict.unchained = Unchained.objects.count()
    return verdict


def _first_bad(links, verdict):
    """Return the first bad row of a range, and move the verdict to the last sound one."""
    ids = [link[1] for link in links]
    entries = {
        pk: (stored, values)
        for pk, stored, *values in AuditEntry.objects.filter(pk__in=ids).values_list(
            "pk", "sha256", *ENTRY
        )
    }
    for link in links:
        what = _wrong_link(link, verdict) or _wrong_entry(link, entries)
        if what:
            return BadRow("core_auditlink", link[0], what)
        verdict.rows, verdict.sha256 = link[0], link[5]
        outside = verdict.heads.get(link[0])
        if outside and outside != link[5]:
            return BadRow("core_auditlink", link[0], "not the fingerprint that was sent outside")
    return None


def _wrong_link(link, verdict):
    seq, _entry_id, _entry_sha256, previous, _chained_at, sha256 = link
    if seq != verdict.rows + 1:
        return f"row {verdict.rows + 1} is missing"
    if previous != verdict.sha256:
        return "does not follow the row before it"
    if link_fingerprint(*link[:5]) != sha256:
        return "the link was altered"
    return None


def _wrong_entry(link, entries):
    _seq, entry_id, entry_sha256 = link[:3]
    if entry_id not in entries:
        return f"entry {entry_id} is missing"
    stored, values = entries[entry_id]
    if stored != entry_sha256 or entry_fingerprint(values) != stored:
        return f"entry {entry_id} was altered"
    return None


def _cut(verdict):
    """Return the row after which the chain was cut, or went on past its head."""
    end = ChainHead.objects.filter(pk=1).first() or ChainHead()
    if end.seq > verdict.rows:
        # The relay may have gone on since the last range was read.
        if AuditLink.objects.filter(seq=verdict.rows + 1).exists():
            return None
        return BadRow("core_auditlink", verdict.rows + 1, "missing: the chain was cut here")
    if (end.seq, end.sha256) != (verdict.rows, verdict.sha256):
        return BadRow("core_auditlink", end.seq + 1, "inserted: beyond the head of the chain")
    return None


def _kept_outside(verdict):
    """Return the first head kept outside that lies beyond the end of the chain."""
    beyond = sorted(seq for seq in verdict.heads if seq > verdict.rows)
    if not beyond:
        return None
    return BadRow("core_auditlink", verdict.rows + 1, f"missing: row {beyond[0]} was sent outside")


def _past_the_door():
    """Return the first entry that was inserted past the one door, altered or taken away there."""
    linked = AuditLink.objects.filter(entry_id=OuterRef("pk"))
    waits = Unchained.objects.filter(entry_id=OuterRef("pk"))
    unlinked = AuditEntry.objects.filter(~Exists(linked)).order_by("pk")
    stray = unlinked.filter(~Exists(waits)).values_list("pk", flat=True).first()
    if stray:
        return BadRow("core_auditentry", stray, "inserted: neither chained nor waiting for it")
    there = AuditEntry.objects.filter(pk=OuterRef("entry_id"))
    gone = Unchained.objects.filter(~Exists(there)).order_by("entry_id").first()
    if gone:
        return BadRow("core_auditentry", gone.entry_id, "missing: it waited to be chained")
    rows = unlinked.filter(Exists(waits)).values_list("pk", "sha256", *ENTRY)
    for pk, stored, *values in rows.iterator(chunk_size=RANGE):
        if entry_fingerprint(values) != stored:
            return BadRow("core_auditentry", pk, "altered before it was chained")
    return None
