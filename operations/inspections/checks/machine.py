"""How the machine stands: disks and their growth, memory, certificate, updates, migrations."""

import re
import shutil
import socket
import ssl
import subprocess
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from operations.choices import CheckState, Severity
from operations.inspections.registry import Limit, Outcome, check
from operations.inspections.trends import days_until
from operations.inspections.wording import listed, together, worded
from operations.models import CheckResult

GROWTH_DAYS = 30
FULL = 90
APT_LISTS = Path("/var/lib/apt/lists")
OLD_LISTS = timedelta(days=14)


@check(
    "disk",
    _("Disk in use"),
    limit=Limit(FULL, 80, unit=_("%(value)s %%")),
    remedy=_("Make room: manage.py backup --prune, old logs; or enlarge the volume."),
    severity=Severity.RISK,
)
def disk() -> Outcome:
    """Return the share in use, in percent, of the fullest disk on which something of ours lies."""
    used, free, folder = max(_used(folder) for folder in own_folders())
    detail = worded(_("%(folder)s: %(free)s GB free"), folder=folder, free=f"{free / 1024**3:,.1f}")
    days = _days_until_full(used)
    if days is not None:
        course = worded(_("%(limit)s %% in about %(days)s days"), limit=FULL, days=round(days))
        detail = together(detail, course)
    return Outcome(used, detail)


def own_folders() -> list[Path]:
    """Return the folders in which the site keeps something, those that are there."""
    places: list[str | Path] = [
        settings.CONTENT_STORE_ROOT,
        settings.MEDIA_ROOT,
        settings.BACKUP_DIR,
    ]
    if connection.vendor == "sqlite":
        places.append(Path(connection.settings_dict["NAME"]).parent)
    found = [Path(one) for one in places if one and Path(one).exists()]
    return found or [Path(settings.BASE_DIR)]


def _used(folder):
    usage = shutil.disk_usage(folder)
    # As df counts: what the file system keeps for itself is neither used nor free.
    return 100 * usage.used / (usage.used + usage.free), usage.free, str(folder)


def _days_until_full(used):
    since = timezone.now() - timedelta(days=GROWTH_DAYS)
    rows = CheckResult.objects.filter(check_name="disk", at__gte=since, run__is_demo=False)
    points = rows.order_by("at").values_list("at", "value")
    seen = [(at, value) for at, value in points if value is not None]
    return days_until([*seen, (timezone.now(), used)], FULL)


@check(
    "memory",
    _("Memory available"),
    limit=Limit(5, 10, falling=True, unit=_("%(value)s %%")),
    remedy=_("See who takes it: ps aux --sort -rss; fewer workers, or more memory."),
    severity=Severity.DEGRADED,
)
def memory() -> Outcome:
    """Return the share of the machine's memory, in percent, that programs can still have."""
    facts = dict(
        re.findall(
            r"^(\w+):\s+([0-9]+) kB$", Path("/proc/meminfo").read_text("ascii"), re.MULTILINE
        )
    )
    total, available = int(facts["MemTotal"]), int(facts["MemAvailable"])
    detail = worded(
        _("%(available)s of %(total)s GB"),
        available=f"{available / 1024**2:,.1f}",
        total=f"{total / 1024**2:,.1f}",
    )
    return Outcome(100 * available / total, detail)


@check(
    "certificate",
    _("Certificate of the site is valid for"),
    limit=Limit(7, 30, falling=True, unit=_("%(value)s days")),
    remedy=_("Renew it, lay it at the place of nginx, and nginx -s reload."),
    severity=Severity.RISK,
)
def certificate() -> Outcome:
    """Return the days that the site's certificate is still valid; from its file, else by asking."""
    ends = certificate_ends()
    if ends is None:
        return Outcome(365, _("This site is not reached by HTTPS."), _("none"), CheckState.OK)
    return Outcome((ends - timezone.now()).total_seconds() / 86_400, f"{ends:%Y-%m-%d}")


def certificate_ends() -> datetime | None:
    """Return the moment at which the certificate ends; None where there is no HTTPS."""
    if settings.TLS_CERTIFICATE:
        call = ["openssl", "x509", "-enddate", "-noout", "-in", settings.TLS_CERTIFICATE]
        answer = subprocess.run(call, capture_output=True, text=True, check=False)  # noqa: S603
        if answer.returncode:
            raise OSError(answer.stderr.strip().splitlines()[0])
        not_after = answer.stdout.strip().removeprefix("notAfter=")
        return datetime.fromtimestamp(ssl.cert_time_to_seconds(not_after), UTC)
    address = urlsplit(settings.PUBLIC_BASE_URL)
    if address.scheme != "https":
        return None
    context = ssl.create_default_context()
    with (
        socket.create_connection((address.hostname, address.port or 443), timeout=5) as raw,
        context.wrap_socket(raw, server_hostname=address.hostname) as secured,
    ):
        facts = secured.getpeercert() or {}
    return datetime.fromtimestamp(ssl.cert_time_to_seconds(str(facts["notAfter"])), UTC)


@check(
    "migrations",
    _("Migrations that wait"),
    limit=Limit(0, unit=_("%(value)s waiting")),
    remedy=_("manage.py migrate"),
    severity=Severity.PARTIAL,
    has_trend=False,
)
def migrations() -> Outcome:
    """Return how many migrations of this release the database has not had."""
    waiting = waiting_migrations()
    return Outcome(len(waiting), listed(waiting[:5]))


def waiting_migrations() -> list[str]:
    """Return the names of migrations that the database has not had."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{one.app_label}.{one.name}" for one, _backwards in plan]


@check(
    "updates",
    _("Security updates have waited for"),
    limit=Limit(30, unit=_("%(value)s days")),
    remedy=_("apt-get update && apt-get upgrade, in the next maintenance window."),
)
def updates() -> Outcome:
    """Return for how many days security updates have waited that the lists of apt know."""
    if not shutil.which("apt-get"):
        return Outcome(0, _("This machine has no apt."), _("not known"), CheckState.OK)
    waiting = _waiting_updates()
    age = _age_of_lists()
    if age is None or age > OLD_LISTS:
        words = _("The lists of apt are old: apt-get update.")
        return Outcome(0, words, _("not known"), CheckState.NEAR)
    if not waiting:
        return Outcome(0, shown=_("none waiting"))
    days = (timezone.now() - _waiting_since()).total_seconds() / 86_400
    shown = worded(_("%(count)s waiting"), count=len(waiting))
    state = None if days > 30 else CheckState.NEAR
    return Outcome(days, listed(waiting[:8]), shown, state)


def _waiting_updates():
    answer = subprocess.run(
        ["apt-get", "-s", "-o", "Debug::NoLocking=1", "upgrade"],  # noqa: S607
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    lines = [line for line in answer.stdout.splitlines() if line.startswith("Inst ")]
    return [line.split()[1] for line in lines if "-security" in line.lower()]


def _waiting_since():
    """Return since when every inspection has found updates waiting; now when this is the first."""
    rows = CheckResult.objects.filter(check_name="updates", run__is_demo=False).order_by("-at")
    since = timezone.now()
    for at, state in rows.values_list("at", "state")[:1000]:
        if state == CheckState.OK:
            break
        since = at
    return since


def _age_of_lists():
    changed = [one.stat().st_mtime for one in APT_LISTS.glob("*_InRelease")]
    return timedelta(seconds=time.time() - max(changed)) if changed else None
