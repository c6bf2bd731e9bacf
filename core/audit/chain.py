"""The chain over the audit log: the relay links entries in order, within seconds of their deeds."""

import math
from dataclasses import dataclass
from time import monotonic

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from core.audit.fingerprints import link_fingerprint
from core.audit.models import AuditEntry, AuditLink, ChainHead, Unchained

BATCH = 500


@dataclass(frozen=True)
class Head:
    """The end of the chain: how many rows it has, and the fingerprint that covers them all."""

    seq: int
    sha256: str


def head() -> Head:
    """Return the Head of the chain, as it is printed on certificates and sent outside."""
    row = ChainHead.objects.filter(pk=1).first() or ChainHead()
    return Head(row.seq, row.sha256)


def chain(until: float = math.inf) -> int:
    """Link what waits up to a `monotonic()` moment; return how many entries were linked."""
    linked = 0
    while (monotonic() < until or until == math.inf) and (count := _chain_batch()):
        linked += count
    return linked


@transaction.atomic
def _chain_batch():
    """Link the oldest that wait. Who writes a deed waits for nothing here."""
    there = AuditEntry.objects.filter(pk=OuterRef("entry_id"))
    waiting = Unchained.objects.filter(Exists(there)).order_by("entry_id")
    if not waiting[:1]:
        return 0
    ChainHead.objects.get_or_create(pk=1)
    end = ChainHead.objects.select_for_update().get(pk=1)
    # Read once the head is held: another relay may have linked them meanwhile.
    ids = list(waiting.values_list("entry_id", flat=True)[:BATCH])
    entries = AuditEntry.objects.filter(pk__in=ids).order_by("pk").values_list("pk", "sha256")
    now, links = timezone.now(), []
    seq, previous = end.seq, end.sha256
    for pk, entry_sha256 in entries:
        seq += 1
        sha256 = link_fingerprint(seq, pk, entry_sha256, previous, now)
        links.append(
            AuditLink(
                seq=seq,
                entry_id=pk,
                entry_sha256=entry_sha256,
                previous=previous,
                chained_at=now,
                sha256=sha256,
            )
        )
        previous = sha256
    AuditLink.objects.bulk_create(links)
    Unchained.objects.filter(pk__in=ids).delete()
    ChainHead.objects.filter(pk=1).update(seq=seq, sha256=previous)
    return len(links)


def unchained_count() -> int:
    """Return how many entries wait to be linked."""
    return Unchained.objects.count()
