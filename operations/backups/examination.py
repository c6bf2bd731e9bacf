"""What a copy of the site holds: counts, every fingerprint, the log, the files it names."""

from hashlib import sha256
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import Count, Max, Min
from django.utils import timezone

from core.audit.verify import verify
from core.files.content_store import ContentStore, path_for
from publication.models import Event, PublicState, PublishedFile, PublishedVersion

CHUNK = 500
PAGES = 10


def examine() -> dict[str, Any]:
    """Return what the database and files of these settings hold, as JSON data.

    Every fingerprint of every filed version is worked out anew; `mismatches` counts those that
    differ, files that miss, and gaps of the log.
    """
    versions, checked, wrong = _fingerprints()
    log = Event.objects.aggregate(first=Min("seq"), last=Max("seq"), count=Count("pk"))
    gaps = (log["last"] - log["first"] + 1 - log["count"]) if log["count"] else 0
    missing = _missing_files()
    problems = [f"fingerprint: {one}" for one in wrong[:10]]
    problems += [f"file: {one}" for one in missing[:10]]
    problems += [f"events: {gaps} numbers miss"] if gaps else []
    audit = verify()
    if audit.bad:
        problems.append(f"audit: {audit.bad.table} row {audit.bad.row}: {audit.bad.what}")
    codes = PublicState.objects.filter(kind="guide").order_by("-seq").values_list("code", flat=True)
    return {
        "versions": versions,
        "hashes_checked": checked,
        "mismatches": len(wrong) + len(missing) + gaps + (audit.bad is not None),
        "events": log["count"],
        "last_event": log["last"] or 0,
        "audit_rows": audit.rows,
        "people": get_user_model().objects.count(),
        "files": PublishedFile.objects.count(),
        "problems": problems,
        "codes": list(codes[: PAGES - 1]),
        "version": settings.VERSION,
        "examined_at": timezone.now().isoformat(),
    }


def _fingerprints():
    versions = checked = last = 0
    wrong = []
    rows = PublishedVersion.objects.order_by("pk")
    while chunk := list(rows.filter(pk__gt=last)[:CHUNK]):
        for one in chunk:
            pairs = [(one.text, one.sha256)]
            pairs += [(one.public_text, one.public_sha256)] if one.public_sha256 else []
            checked += len(pairs)
            if any(sha256(text.encode()).hexdigest() != digest for text, digest in pairs):
                wrong.append(one.filing_no)
        versions, last = versions + len(chunk), chunk[-1].pk
    return versions, checked, wrong


def _missing_files():
    store = ContentStore()
    hashes = PublishedFile.objects.order_by("sha256").values_list("sha256", flat=True).distinct()
    return [one for one in hashes.iterator(CHUNK) if not store.exists(path_for(one))]
