"""Looking at the site from outside, part by part, as a reader meets it."""

import json
import time
from dataclasses import dataclass
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit
from urllib.request import ProxyHandler, Request, build_opener

from django.conf import settings

from core.files.content_store import ContentStore, path_for
from guides.choices import DocumentKind
from operations.choices import Component
from publication.choices import State
from publication.models import Cursor, Event, PublicState, PublishedFile
from publication.relay import lag_seconds

OK, SPARE, DOWN = "ok", "spare", "down"
SECONDS = 5
SLOW = 3
"""What a single operation may take at most."""
LATEST = 60
_opener = build_opener(ProxyHandler({}))


@dataclass(frozen=True)
class Answer:
    """What one address answered: its status (0 when nothing came), its seconds, its text."""

    status: int
    seconds: float
    text: str = ""

    @property
    def is_good(self) -> bool:
        """Whether it answered as it should, within the time that an operation may take."""
        return self.status == 200 and self.seconds <= SLOW


def look() -> tuple[dict[str, dict[str, Any]], float]:
    """Return {part: {"state", …facts}} of the whole site, and the longest time of an answer."""
    code = _newest_guide()
    pages = {
        "front": ask("/"),
        "guide": ask(f"/guides/{code}/") if code else None,
        "english": ask("/en/"),
        "api": ask("/api/v1/changes?limit=1"),
        "search": ask("/api/v1/search?q=" + quote("申请") + "&limit=1"),
    }
    found = {
        Component.GUIDES: _of(pages["front"], pages["guide"]),
        Component.SEARCH: _search(pages["search"]),
        Component.FILES: _files(),
        Component.UPDATES: _updates(),
        Component.API: _of(pages["api"]),
        Component.ENGLISH: _of(pages["english"]),
    }
    slowest = max(one.seconds for one in pages.values() if one)
    return {str(name): facts for name, facts in found.items()}, slowest


def ask(path: str) -> Answer:
    """Return the Answer of an address of the site, asked as a reader would."""
    address = settings.MONITOR_URL + path
    # Behind nginx or not, the site must take us for a visitor of its own name.
    host = urlsplit(settings.PUBLIC_BASE_URL).netloc
    request = Request(address, headers={"Host": host, "X-Forwarded-Proto": "https"})  # noqa: S310
    began = time.monotonic()
    try:
        with _opener.open(request, timeout=SECONDS) as answer:
            text = answer.read(200_000).decode(errors="replace")
            return Answer(answer.status, time.monotonic() - began, text)
    except HTTPError as error:
        return Answer(error.code, time.monotonic() - began)
    except (URLError, OSError):
        return Answer(0, time.monotonic() - began)


def _newest_guide():
    states = PublicState.objects.filter(kind=DocumentKind.GUIDE, state=State.CURRENT)
    return states.order_by("-seq").values_list("code", flat=True).first()


def _of(*answers):
    looked_at = [one for one in answers if one]
    if all(one.is_good for one in looked_at):
        return {"state": OK}
    return {"state": SPARE if all(one.status == 200 for one in looked_at) else DOWN}


def _search(answer):
    if answer.status != 200:
        return {"state": DOWN}
    try:
        is_degraded = json.loads(answer.text).get("degraded")
    except ValueError:
        return {"state": DOWN}
    return {"state": SPARE if is_degraded or answer.seconds > SLOW else OK}


def _files():
    """Return whether a published file can be read: the bytes themselves, not their address."""
    digest = PublishedFile.objects.order_by("-pk").values_list("sha256", flat=True).first()
    return {"state": OK if digest is None or ContentStore().exists(path_for(digest)) else DOWN}


def _updates():
    lag = lag_seconds()
    last = Event.objects.order_by("-seq").values_list("seq", flat=True).first() or 0
    behind = Cursor.objects.filter(seq__lt=last).count()
    return {
        "state": OK if lag <= LATEST else SPARE,
        "lag_s": round(lag, 1),
        "last_event": last,
        "behind": behind,
    }
