"""Watching: a look a minute, kept by day; incidents of what readers notice; the static page."""

import logging
import threading
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import F
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.running.one_at_a_time import one_at_a_time
from operations.choices import Component, IncidentSource, Severity
from operations.incidents.keeping import close, open_or_join
from operations.models import LatestLook, ServiceDay
from operations.status import static_page
from operations.status.looking import DOWN, OK, SLOW, SPARE, look

log = logging.getLogger(__name__)

EVERY = timedelta(seconds=60)
PREFIX = "watch-"
TWICE = 2
"""One bad look may be a restart; two in a row are an incident."""

TITLES = {
    Component.GUIDES: (gettext_lazy("Pages cannot be opened"), Severity.OUTAGE),
    Component.SEARCH: (gettext_lazy("Search is out of order"), Severity.PARTIAL),
    Component.FILES: (gettext_lazy("Files cannot be downloaded"), Severity.PARTIAL),
    Component.UPDATES: (gettext_lazy("Changes reach readers late"), Severity.DEGRADED),
    Component.API: (gettext_lazy("The data interface does not answer"), Severity.PARTIAL),
    Component.ENGLISH: (gettext_lazy("English pages cannot be opened"), Severity.PARTIAL),
}
SPARE_TITLES = {
    Component.GUIDES: gettext_lazy("Pages open slowly"),
    Component.SEARCH: gettext_lazy("Search uses its spare engine"),
}


class Watcher:
    """The relay's watcher: one look a minute, in a thread, by one process of all."""

    def __init__(self):
        self._next, self._thread, self._bad = None, None, {}

    def step(self, until: float) -> int:
        """Begin a look when its minute has come; return 0: nothing waits for more."""
        now = timezone.now()
        if not settings.WATCHING or (self._next and now < self._next):
            return 0
        self._next = now + EVERY
        if self._thread is None or not self._thread.is_alive():
            self._thread = threading.Thread(target=self._watch, name="watcher", daemon=True)
            self._thread.start()
        return 0

    def _watch(self):
        try:
            with one_at_a_time("watching") as is_ours:
                if is_ours:
                    self.watch()
        except Exception:  # the next look comes in a minute
            log.exception("the watcher stumbled")
        finally:
            connection.close()

    def watch(self) -> None:
        """Look once: keep what was seen, let incidents follow, write the static page."""
        at = timezone.now()
        parts, slowest = look()
        keep(parts, at)
        with translation.override(settings.LANGUAGE_CODE):
            for name in Component:
                self._follow(name, parts[name]["state"], at)
            self._follow_slowness(slowest, at)
        static_page.write()

    def _follow(self, name, state, at):
        self._bad[name] = 0 if state == OK else self._bad.get(name, 0) + 1
        if state == OK:
            close(PREFIX + name, at)
        elif self._bad[name] >= TWICE:
            title, severity = TITLES[name]
            if state == SPARE and name in SPARE_TITLES:
                title, severity = SPARE_TITLES[name], Severity.DEGRADED
            open_or_join(
                PREFIX + name, str(title), severity, at,
                source=IncidentSource.MONITORING, is_public=True,
            )  # fmt: skip

    def _follow_slowness(self, slowest, at):
        name = "slowness"
        self._bad[name] = self._bad.get(name, 0) + 1 if slowest > SLOW else 0
        if not self._bad[name]:
            close(PREFIX + name, at)
        elif self._bad[name] >= TWICE:
            title = _("An answer took %(seconds)s seconds") % {"seconds": round(slowest, 1)}
            open_or_join(
                PREFIX + name, title, Severity.DEGRADED, at, source=IncidentSource.MONITORING
            )


def keep(parts: dict[str, dict[str, Any]], at: datetime) -> None:
    """Keep a look: as the latest one, and in the counts of its day."""
    LatestLook.objects.update_or_create(pk=LatestLook.ONLY, defaults={"at": at, "parts": parts})
    day = timezone.localtime(at).date()
    for name, facts in parts.items():
        row, _is_new = ServiceDay.objects.get_or_create(day=day, component=name, is_demo=False)
        good = 0 if facts["state"] == DOWN else 1
        ServiceDay.objects.filter(pk=row.pk).update(looks=F("looks") + 1, good=F("good") + good)
