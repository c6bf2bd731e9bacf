"""Folders and files: writable, private, with room, whole."""

import shutil
import stat
import tempfile
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from operations.doctor.lines import Ailment, line
from operations.inspections.checks.contents import attachments
from operations.inspections.checks.machine import own_folders

LEAST_FREE = 500 * 1024 * 1024


@line("content_folder", gettext_lazy("Folder of published files"))
def content_folder() -> Ailment | None:
    """Files can be kept."""
    return _writable(settings.CONTENT_STORE_ROOT)


@line("media_folder", gettext_lazy("Folder of pictures"))
def media_folder() -> Ailment | None:
    """Pictures can be kept."""
    return _writable(settings.MEDIA_ROOT)


@line("status_folder", gettext_lazy("Folder of the status page"))
def status_folder() -> Ailment | None:
    """The page that nginx shows while the site is down can be written."""
    return _writable(settings.STATUS_ROOT, is_made_by_site=True)


@line("measurements_folder", gettext_lazy("Folder of measurements"))
def measurements_folder() -> Ailment | None:
    """Processes can leave their counts."""
    return _writable(settings.MEASUREMENTS_ROOT, is_made_by_site=True)


def _writable(place, *, is_made_by_site=False):
    place = Path(place)
    if is_made_by_site and place.parent.is_dir() and not place.exists():
        place.mkdir(mode=0o755)
    if not place.exists():
        return Ailment(
            _("The folder %(folder)s is not there.") % {"folder": place},
            f"`mkdir -p -m 700 {place}`",
        )
    if not place.is_dir():
        cause = _("%(folder)s is no folder.") % {"folder": place}
        return Ailment(cause, f"`mv {place} {place}.aside && mkdir -p -m 700 {place}`")
    try:
        with tempfile.TemporaryFile(dir=place):
            return None
    except OSError as error:
        cause = _("Nothing can be written into %(folder)s: %(error)s")
        return Ailment(
            cause % {"folder": place, "error": error.strerror},
            _(
                "See who owns it, and whether its disk is"
                " mounted read-only (dmesg): `chmod 700 %(folder)s`"
            )
            % {"folder": place},
        )


@line("privacy", gettext_lazy("Privacy of data"))
def privacy() -> Ailment | None:
    """What the site writes, its owner alone reads."""
    places = [Path(settings.MEDIA_ROOT), Path(settings.CONTENT_STORE_ROOT)]
    if connection.vendor == "sqlite":
        places.append(Path(connection.settings_dict["NAME"]))
    secret = Path(settings.BASE_DIR) / "var" / "secret_key"
    places.append(secret)
    for place in places:
        if place.is_file() and place.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH):
            cause = _("Other accounts of this machine can read %(place)s.") % {"place": place}
            return Ailment(cause, f"`chmod 600 {place}`")
    return None


@line("room", gettext_lazy("Room on the disks"))
def room() -> Ailment | None:
    """There is room for a day's uploads."""
    for folder in own_folders():
        free = shutil.disk_usage(folder).free
        if free < LEAST_FREE:
            cause = _("%(folder)s has %(free)s MB left.")
            return Ailment(
                cause % {"folder": folder, "free": free // 1024**2},
                _("Make room: `manage.py backup --prune`, old logs; or enlarge the volume."),
            )
    return None


@line("files", gettext_lazy("Published files"), needs=["database", "migrations", "content_folder"])
def files() -> Ailment | None:
    """Every published file is there as it was filed."""
    outcome = attachments()
    if outcome.value:
        return Ailment(
            str(outcome.detail),
            _("Restore into a new folder, and copy its content/ over: `manage.py restore --from "
              "BACKUP_DIR --into FOLDER`"),
        )  # fmt: skip
    return None
