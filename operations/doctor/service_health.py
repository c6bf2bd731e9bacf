"""Search engine, cache, relay, mail, virus scanner: reached and up to date."""

import smtplib
import socket

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from elasticsearch import (
    ApiError,
    AuthenticationException,
    AuthorizationException,
    NotFoundError,
    TransportError,
)

from core.files import virus_scanner
from core.texts.addresses import without_passwords
from core.wagtail_changes.forgiving_cache import redis_cache
from operations.doctor.database import MANAGE
from operations.doctor.lines import Ailment, line
from operations.service_versions import found_versions
from publication.models import Cursor, DeadLetter
from publication.relay import lag_seconds
from search import rebuild, verify
from search.engines.elasticsearch_client import NoAnswerError, alias, client
from search.engines.elasticsearch_mapping import VERSION

SILENT_S = 60


@line("search_service", gettext_lazy("Search service"))
def search_service() -> Ailment | None:
    """Elasticsearch answers, where there is one."""
    if not settings.SEARCH_URL:
        return None
    url = without_passwords(settings.SEARCH_URL)
    try:
        client().options(request_timeout=2).search(index=alias(), size=0, terminate_after=1)
    except NotFoundError:
        pass  # it answers; that there is no index yet is the next line's
    except (AuthenticationException, AuthorizationException):
        return Ailment(
            _("%(url)s refuses the account that SEARCH_URL names.") % {"url": url},
            _("Give the account its role as docs/operations.md says, “Three nodes of search”."),
        )
    except (ApiError, TransportError) as error:
        cause = _("%(url)s does not answer: %(error)s")
        return Ailment(
            cause % {"url": url, "error": type(error).__name__},
            _(
                "Start it: `systemctl start elasticsearch`; s"
                "earch answers from the database meanwhile."
            ),
        )
    old = [one for one in found_versions() if one.name == "Elasticsearch" and one.is_too_old]
    if old:
        return Ailment(
            _("%(name)s %(version)s is too old.")
            % {"name": old[0].name, "version": old[0].version},
            _("Upgrade it as docs/operations.md says, “Upgrading services”."),
        )
    return None


@line(
    "search_index",
    gettext_lazy("Search index"),
    needs=["database", "migrations", "search_service"],
)
def search_index() -> Ailment | None:
    """The index is there, in the form of this release, and holds what is published."""
    engine = rebuild.ELASTICSEARCH if settings.SEARCH_URL else rebuild.DATABASE
    rebuilding = f"`{MANAGE} search rebuild`"
    if settings.SEARCH_URL:
        try:
            found = client().indices.get_mapping(index=alias())
        except NotFoundError:
            return Ailment(_("There is no index yet, or it was deleted."), rebuilding)
        if {one["mappings"]["_meta"]["version"] for one in found.values()} != {VERSION}:
            return Ailment(_("The index has the form of another release."), rebuilding)
    try:
        report = verify.verify(engine)
    except NoAnswerError as error:
        return Ailment(str(error), rebuilding)
    if not report.is_sound:
        cause = _("%(missing)s guides miss in it, %(behind)s are out of date.")
        stale = len(report.behind) + len(report.differing)
        words = cause % {"missing": len(report.missing), "behind": stale}
        return Ailment(words, rebuilding)
    return None


@line("cache_service", gettext_lazy("Cache"))
def cache_service() -> Ailment | None:
    """Redis answers, where there is one."""
    if not settings.CACHE_URL:
        return None
    try:
        redis_cache().ping()
    except Exception as error:  # noqa: BLE001  whatever keeps it from answering
        cause = _("%(url)s does not answer: %(error)s")
        return Ailment(
            cause % {"url": without_passwords(settings.CACHE_URL), "error": type(error).__name__},
            _("Start it: `systemctl start redis-server`; nothing is lost meanwhile."),
        )
    return None


@line("relay", gettext_lazy("Relay"), needs=["database", "migrations"])
def relay() -> Ailment | None:
    """Some relay has been seen within a minute, and events do not wait."""
    seen = Cursor.objects.exclude(seen_at=None).order_by("-seen_at").first()
    remedy = _("Start it: `systemctl start guides-relay`; by hand `manage.py relay --once`.")
    if seen is None or seen.seen_at is None:
        return Ailment(_("No relay has run yet."), remedy, is_warning=True)
    silent = (timezone.now() - seen.seen_at).total_seconds()
    lag = lag_seconds()
    if lag > SILENT_S:
        error = Cursor.objects.exclude(error="").values_list("error", flat=True).first()
        cause = _("Events have waited for %(seconds)s seconds. %(error)s")
        return Ailment(cause % {"seconds": round(lag), "error": error or ""}, remedy)
    if silent > SILENT_S:
        cause = _("The relay was seen last %(seconds)s seconds ago.") % {"seconds": round(silent)}
        return Ailment(cause, remedy, is_warning=True)
    return None


@line("dead_letters", gettext_lazy("Refused events"), needs=["database", "migrations"])
def dead_letters() -> Ailment | None:
    """No consumer has refused an event."""
    count = DeadLetter.objects.filter(resolved_at=None).count()
    if count:
        cause = _("%(count)s events were refused by their consumers.") % {"count": count}
        return Ailment(cause, f"`{MANAGE} dead_letters --again`")
    return None


@line("mail", gettext_lazy("Mail server"))
def mail() -> Ailment | None:
    """The mail server answers, where there is one."""
    if not settings.MAIL_IS_SET_UP:
        return None
    try:
        smtplib.SMTP(settings.EMAIL_HOST, settings.EMAIL_PORT, timeout=3).quit()
    except (OSError, smtplib.SMTPException) as error:
        cause = _("%(host)s:%(port)s does not take mails: %(error)s")
        return Ailment(
            cause % {"host": settings.EMAIL_HOST, "port": settings.EMAIL_PORT, "error": error},
            _("See EMAIL_HOST and EMAIL_PORT; nobody is reminded by mail meanwhile."),
        )
    return None


@line("virus_scanner", gettext_lazy("Virus scanner"))
def scanner() -> Ailment | None:
    """ClamAV answers, where there is one: no upload is taken while it does not."""
    if not settings.VIRUS_SCANNER_URL:
        return None
    family, address = virus_scanner.address_of(settings.VIRUS_SCANNER_URL)
    try:
        with socket.socket(family) as one:
            one.settimeout(3)
            one.connect(address)
            one.sendall(b"zPING\0")
            answer = one.recv(16)
    except OSError as error:
        answer = str(error).encode()
    if not answer.startswith(b"PONG"):
        cause = _("%(url)s does not answer: %(error)s")
        return Ailment(
            cause % {"url": settings.VIRUS_SCANNER_URL, "error": answer.decode(errors="replace")},
            _("Start it: `systemctl start clamav-daemon`; uploads are refused meanwhile."),
        )
    return None
