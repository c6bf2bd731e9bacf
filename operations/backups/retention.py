"""Which backups are kept: some days all of them, then one a week, then one a month."""

import shutil
from datetime import datetime, timedelta
from pathlib import Path

from django.utils import timezone

from operations.backups.making import all_of
from operations.backups.manifest import POOL

ALL_DAYS, WEEKLY_DAYS, MONTHLY_DAYS = 14, 70, 800


def prune(root: Path | str, *, dry_run: bool = False, now: datetime | None = None) -> list[str]:
    """Delete the backups that the policy lets go, and the pool's files that none names any more.

    Return the names of what went. The newest is never deleted; with `dry_run` nothing is.
    """
    root, now = Path(root), now or timezone.now()
    manifests = all_of(root)
    kept = _kept(manifests, now)
    going = [one.name for one in manifests if one.name not in kept]
    named = {digest for one in manifests if one.name in kept for digest in one.pooled.values()}
    orphans = [
        path
        for path in (root / POOL).glob("??/*")
        if len(path.name) == 64 and path.name not in named
    ]
    if not dry_run:
        for name in going:
            # First its name: a half deleted backup must not look like one.
            doomed = (root / name).rename(root / f".partial-{name}")
            shutil.rmtree(doomed)
        for path in orphans:
            path.unlink()
    return [*going, *(f"{POOL}/{path.name}" for path in orphans)]


def _kept(manifests, now):
    kept, seen = {manifests[-1].name} if manifests else set(), set()
    for one in manifests:
        age = (now - one.moment) / timedelta(days=1)
        week, month = one.moment.strftime("%G-%V"), one.moment.strftime("%Y-%m")
        if (
            age <= ALL_DAYS
            or (age <= WEEKLY_DAYS and week not in seen)
            or (age <= MONTHLY_DAYS and month not in seen)
        ):
            kept.add(one.name)
        if one.name in kept:
            seen |= {week, month}
    return kept
