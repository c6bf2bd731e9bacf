"""Answers a guide's page: the current version or a numbered one, with its notices."""

import gzip
import json

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language

from guides.showing.guide_context import guide_context
from home.guide_reading import states_of, title_of, version_rows, versions_of
from home.page import asked_before, compressed, entity_tag, html, not_modified, public, unchanged
from home.views.errors import not_found
from publication.choices import State

WITHOUT_APPLYING = frozenset({State.SUSPENDED, State.ABOLISHED, State.EXPIRED, State.SUPERSEDED})


def answer(request, code, number=None):
    """Return the page of version `number`, or of the current one; 404, 410 and 304 included."""
    page = _page(request, code, number)
    if not page.exists:
        return not_found(request)
    if quick := _without_making(request, page):
        return quick
    text = page.make()
    return not_found(request) if text is None else public(text, status=page.status, **page.names)


def stored_answer(request, code):
    """Return the current page's answer if it is stored, or a 304; else None. One query, no
    template.

    Of `request` only the headers If-None-Match and Accept-Encoding are read.
    """
    page = _page(request, code)
    return _without_making(request, page) if page.exists else None


def _page(request, code, number=None):
    return GuidePageHtml(states_of(code, get_language(), asked_before(request)), number)


def _without_making(request, page):
    if not_modified(request, page.etag):
        return unchanged(**page.names)
    if page.is_stored:
        return compressed(request, bytes(page.states.body), status=page.status, **page.names)
    return None


class GuidePageHtml:
    """The page (网页) of a guide's version `number`, or of its current one, in the active language.

    `states` are the States of its item.
    """

    def __init__(self, states, number=None):
        self.states, self.number, self.own = states, number, states.own
        self.exists = self.own is not None and (
            number is None or 1 <= number <= self.own.newest_version
        )
        if self.exists:
            self.shown = number or self.own.version
            self.reader_state = self.own.state_of(self.shown)
            self.etag = entity_tag("guide", self.shown, number is None, *states.key())

    @property
    def names(self):
        """The names by which caches know the page."""
        return {"etag": self.etag, "surrogate_key": f"guide-{self.own.code}"}

    @property
    def is_stored(self):
        """Whether the stored page is this one, and has been fetched."""
        is_it = self.number is None and self.states.etag == self.etag
        return is_it and self.states.body is not None

    @property
    def status(self):
        """The HTTP status: 410 for what has been abolished."""
        return 410 if self._is_gone else 200

    @property
    def _is_gone(self):
        return self.number is None and self.own.state == State.ABOLISHED

    def make(self):
        """Return the HTML; None when the version is not there. One query, none for what is gone."""
        address = reverse("home:guide", args=[self.own.code])
        if self._is_gone:
            return html("home/abolished.html", self._gone(), address)
        context = self._context(address)
        if self.number:
            address = reverse("home:guide_version", args=[self.own.code, self.number])
        return context and html("guides/guide_page.html", context, address)

    def packed(self):
        """Return the HTML as it is stored: gzip, the same bytes for the same page."""
        return gzip.compress(self.make().encode(), mtime=0)

    def _gone(self):
        """Return what the page of an abolished guide says; the successor is known by its code."""
        return {
            "state": self.own,
            "title": title_of(self.own),
            "last_version": self.own.version,
            "filing_no": self.own.filing_no,
        }

    def _context(self, address):
        versions = versions_of(self.own.code, self.shown)
        version = next((one for one in versions if one.version == self.shown), None)
        if version is None:
            return None
        envelope = version.envelope(self.reader_state)
        context = guide_context(json.loads(version.shown_text), envelope, get_language())
        if self.reader_state in WITHOUT_APPLYING:
            context["online_url"] = ""
        return context | {
            "code": self.own.code,
            "situations": self.states.links(),
            "versions": version_rows(self.own, versions, self.shown),
            "current_version": self.own.version,
            "notice": self._notice(versions, version),
            "address": settings.PUBLIC_BASE_URL + address,
            "canonical": address,
        }

    def _notice(self, versions, version):
        """Return the band above the page: what a reader must know before reading on."""
        own = self.own
        coming = next((one for one in reversed(versions) if one.version > own.version), None)
        notice = {
            "kind": self.reader_state,
            "version": version.version,
            "current": own.version,
            "effective_on": version.effective_on,
            "since": own.since,
            "until": own.until,
            "reason": own.reason,
            "successor": own.successor,
            "coming": coming if self.number is None and coming else None,
        }
        calm = self.reader_state == State.CURRENT and not notice["coming"]
        return None if calm else notice
