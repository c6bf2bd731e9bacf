"""How the site was set up: settings, static files, catalogues, certificate, fonts, clock."""

import importlib.util
import os
import shutil
import subprocess
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from operations.doctor.lines import Ailment, line
from operations.inspections.checks.machine import certificate_ends

FONT = "Noto Serif CJK SC"
SOON = timedelta(days=14)


def is_production() -> bool:
    """Return whether these are the settings of a city."""
    return os.environ.get("DJANGO_SETTINGS_MODULE", "").endswith("production")


@line("debug", gettext_lazy("Details of errors"))
def debug() -> Ailment | None:
    """Strangers are not shown settings and source code."""
    if settings.DEBUG:
        return Ailment(
            _("DEBUG shows settings and source code to whoever meets an error."),
            _("Unset DEBUG in the environment, and restart."),
        )
    return None


@line("address", gettext_lazy("Address of the site"))
def address() -> Ailment | None:
    """Readers' address is one that readers can use, and that the site answers to."""
    parts = urlsplit(settings.PUBLIC_BASE_URL)
    hosts = settings.ALLOWED_HOSTS
    fits = any(
        host == "*"
        or parts.hostname == host
        or (host[:1] == "." and (parts.hostname or "").endswith(host))
        for host in hosts
    )
    if not fits:
        return Ailment(
            _("PUBLIC_BASE_URL is %(url)s, but ALLOWED_HOSTS does not hold its host.")
            % {"url": settings.PUBLIC_BASE_URL},
            _("Set ALLOWED_HOSTS=%(host)s in the environment, and restart.")
            % {"host": parts.hostname},
        )
    return None


@line("static_files", gettext_lazy("Static files"))
def static_files() -> Ailment | None:
    """Styles and scripts of this release lie where nginx looks for them."""
    if not is_production():
        return None
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    collecting = "`manage.py collectstatic --noinput`"
    if not manifest.exists():
        return Ailment(_("They were not collected: pages have no styles."), collecting)
    newest = max(
        (one.stat().st_mtime for one in (Path(settings.BASE_DIR) / "static").rglob("*.*")),
        default=0,
    )
    if newest > manifest.stat().st_mtime:
        return Ailment(_("They are of an older release."), collecting)
    return None


@line("catalogues", gettext_lazy("Chinese texts"))
def catalogues() -> Ailment | None:
    """The Chinese texts are compiled."""
    for folder in settings.LOCALE_PATHS:
        source = Path(folder) / "zh_Hans" / "LC_MESSAGES" / "django.po"
        if source.exists() and not source.with_suffix(".mo").exists():
            return Ailment(
                _("The Chinese texts of “%(room)s” are not compiled.")
                % {"room": Path(folder).name},
                "`make messages`",
            )
    return None


@line("certificate", gettext_lazy("Certificate"))
def certificate() -> Ailment | None:
    """The certificate of the site can be read and is valid for a while."""
    try:
        ends = certificate_ends()
    except (OSError, ValueError) as error:
        cause = _("It cannot be read: %(error)s") % {"error": error}
        return Ailment(cause, _("See TLS_CERTIFICATE, or whether nginx answers on this machine."))
    if ends and ends - timezone.now() < SOON:
        cause = _("It ends on %(day)s.") % {"day": f"{ends:%Y-%m-%d}"}
        return Ailment(cause, _("Renew it, lay it at the place of nginx, and `nginx -s reload`"))
    return None


@line("papers", gettext_lazy("PDF and Chinese fonts"))
def papers() -> Ailment | None:
    """Papers can be made: the library is there, and a Chinese font."""
    if importlib.util.find_spec("weasyprint") is None:
        return Ailment(
            _("WeasyPrint is not installed: no PDF can be made."),
            "`pip install -r requirements.txt`",
            is_warning=True,
        )
    if shutil.which("fc-list"):
        found = subprocess.run(  # noqa: S603
            ["fc-list", FONT],  # noqa: S607
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        if not found.stdout.strip():
            return Ailment(
                _("No Chinese serif font is installed: papers look wrong."),
                "`apt-get install fonts-noto-cjk fonts-noto-cjk-extra`",
                is_warning=True,
            )
    return None


@line("proxy", gettext_lazy("Behind a proxy"))
def proxy() -> Ailment | None:
    """Behind nginx, limits on sign-ins count the reader's address, not nginx's."""
    if is_production() and not settings.TRUST_PROXY:
        return Ailment(
            _(
                "Every reader has the address of nginx: "
                "one who types wrong passwords shuts out all."
            ),
            _("Set TRUST_PROXY=1 in the environment, and restart."),
            is_warning=True,
        )
    return None
