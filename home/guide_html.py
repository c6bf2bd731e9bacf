"""The HTML of a guide's page: the current version or a numbered one, with its notices."""

import json
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language

from guides.showing.guide_context import guide_context
from guides.showing.linked_data import government_service
from guides.showing.words import day, in_english, picked
from home.data_script import as_script
from home.frame import NOWHERE
from home.html_page import html
from home.http_cache import entity_tag
from publication.choices import State
from publication.item_states import ItemStates
from publication.reading import coming_version, is_overtaken, versions_with_text

WITHOUT_APPLYING = frozenset({State.SUSPENDED, State.ABOLISHED, State.EXPIRED, State.SUPERSEDED})


class GuidePageHtml:
    """The page (网页) of a guide's version `number`, or of its current one, in the active language.

    `item` holds the ItemStates of its item.
    """

    def __init__(self, item, number=None):
        self.item, self.number, self.guide = item, number, item.guide
        self.exists = self.guide is not None and (
            number is None or 1 <= number <= self.guide.newest_version
        )
        if self.exists:
            self.shown = number or self.guide.version
            self.reader_state = self.guide.state_of(self.shown)
            self.etag = entity_tag("guide", self.shown, number is None, *item.key())

    @property
    def names(self) -> dict[str, str]:
        """The names by which caches know the page."""
        return {"etag": self.etag, "surrogate_key": f"guide-{self.guide.code}"}

    @property
    def status(self) -> int:
        """The HTTP status: 410 for what has been abolished."""
        return 410 if self._is_gone else 200

    @property
    def _is_gone(self):
        return self.number is None and self.guide.state == State.ABOLISHED

    def make(self) -> str | None:
        """Return the HTML; None when the version is not there. One query, none for what is gone."""
        address = reverse("home:guide", args=[self.guide.code])
        if self._is_gone:
            return html("home/abolished.html", self._gone() | NOWHERE, address)
        context = self._context(address)
        if self.number:
            address = reverse("home:guide_version", args=[self.guide.code, self.number])
        return context and html("guides/guide_page.html", context, address)

    def _gone(self):
        """Return what the page of an abolished guide says."""
        return {
            "state": self.guide,
            "title": picked(self.guide.name)["text"],
            "last_version": self.guide.version,
            "filing_no": self.guide.filing_no,
            "successors": self.guide.successors_shown,
        }

    def _context(self, address):
        versions = versions_with_text(self.guide.code, self.shown)
        version = next((one for one in versions if one.version == self.shown), None)
        if version is None:
            return None
        if is_overtaken(version, versions, self.guide.version):
            self.reader_state = State.SUPERSEDED
        envelope = version.envelope(self.reader_state)
        context = guide_context(json.loads(version.public_text), envelope, get_language())
        if self.reader_state in WITHOUT_APPLYING:
            context["online_url"] = ""
        return context | {
            "code": self.guide.code,
            "paper_code": "" if self.number else self.guide.code,
            "situations": situation_links(self.item),
            "bundles": [] if self.number else self.guide.bundles,
            "versions": [self._version_row(one, versions) for one in versions],
            "current_version": self.guide.version,
            "notice": self._notice(versions, version),
            "address": settings.PUBLIC_BASE_URL + address,
            **self._head(context["doc"], envelope, settings.PUBLIC_BASE_URL + address),
        }

    def _head(self, public, envelope, address):
        """Return what programs are told of the page; a numbered version stands for the guide."""
        if self.number:
            return NOWHERE | {"canonical": address}
        service = government_service(public, envelope, address, settings.PUBLIC_BASE_URL)
        return {
            "page_kind": "article",
            "description": "" if in_english() else public["summary"],
            "linked_data": as_script(service),
        }

    def _version_row(self, one, versions):
        return {
            "number": one.version,
            "effective_on": day(one.effective_on),
            "filing_no": one.filing_no,
            "note": one.change_note,
            "shown": one.version == self.shown,
            "current": one.version == self.guide.version,
            "coming": self.guide.state_of(one.version) == State.SCHEDULED
            and not is_overtaken(one, versions, self.guide.version),
        }

    def _notice(self, versions, version):
        """Return the band above the page: what a reader must know before reading on."""
        guide = self.guide
        is_open = guide.state != State.ABOLISHED
        coming = coming_version(versions, guide.version) if is_open and not self.number else None
        notice = {
            "kind": self.reader_state,
            "version": version.version,
            "current": guide.version,
            "effective_on": version.effective_on,
            "since": guide.since,
            "until": guide.until,
            "reason": guide.reason,
            "is_overdue": guide.is_overdue,
            "successors": guide.successors_shown,
            "handed_to": {} if self.number else guide.handed_to,
            "coming": coming,
        }
        calm = self.reader_state == State.CURRENT and not (coming or notice["handed_to"])
        return None if calm else notice


def situation_links(item: ItemStates) -> list[dict[str, Any]]:
    """Return the row of situations of an item; empty when there is only one."""
    links = [
        {
            "code": one.code,
            "name": one.summary.get("situation") or one.name,
            "current": one.code == item.code,
            "suspended": one.state == State.SUSPENDED,
        }
        for one in item.siblings
    ]
    return links if len(links) > 1 else []
