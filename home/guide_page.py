"""Answers a guide's page: the current version or a numbered one, with its notices."""

import json

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language

from guides.guide_context import guide_context
from home.guide_reading import states_of, title_of, version_rows, versions_of
from home.page import entity_tag, not_modified, page, unchanged
from home.views.errors import not_found
from publication.choices import State
from publication.reading import version_state

WITHOUT_APPLYING = frozenset({State.SUSPENDED, State.ABOLISHED, State.EXPIRED, State.SUPERSEDED})


def answer(request, code, number=None):
    """Give the page of version `number`, or of the current one; 404, 410 and 304 included."""
    states = states_of(code)
    state = states.own
    if state is None or (number is not None and not 1 <= number <= state.newest_version):
        return not_found(request)
    shown = number or state.current.version
    reader_state = version_state(state, shown)
    etag = entity_tag(
        "guide",
        state.current.public_sha256,
        state.newest_version,
        reader_state,
        shown,
        number is None,
        *states.key(),
    )
    surrogate_key = f"guide-{code}"
    if not_modified(request, etag):
        return unchanged(etag, surrogate_key)
    answered = {"etag": etag, "surrogate_key": surrogate_key}
    if number is None and state.state == State.ABOLISHED:
        return page(request, "home/abolished.html", _gone(state), status=410, **answered)
    context = _context(states, shown, reader_state, number)
    if context is None:
        return not_found(request)
    return page(request, "guides/guide_page.html", context, **answered)


def _gone(state):
    """Give what the page of an abolished guide says; the successor's address is known by code."""
    return {
        "state": state,
        "title": title_of(state),
        "last_version": state.current.version,
        "filing_no": state.current.filing_no,
    }


def _context(states, shown, reader_state, number):
    state = states.own
    versions = versions_of(state.code, shown)
    version = next((one for one in versions if one.version == shown), None)
    if version is None:
        return None
    language = get_language()
    envelope = version.envelope(reader_state)
    context = guide_context(json.loads(version.shown_text), envelope, language)
    if reader_state in WITHOUT_APPLYING:
        context["online_url"] = ""
    address = reverse("home:guide", args=[state.code])
    return context | {
        "code": state.code,
        "situations": states.links(),
        "versions": version_rows(state, versions, shown),
        "current_version": state.current.version,
        "notice": _notice(state, versions, version, reader_state, number),
        "address": settings.PUBLIC_BASE_URL + address,
        "canonical": address,
    }


def _notice(state, versions, version, reader_state, number):
    """Give the band above the page: what a reader must know before reading on."""
    coming = next((one for one in reversed(versions) if one.version > state.current.version), None)
    notice = {
        "kind": reader_state,
        "version": version.version,
        "current": state.current.version,
        "effective_on": version.effective_on,
        "since": state.since,
        "until": state.until,
        "reason": state.reason,
        "successor": state.successor,
        "coming": coming if number is None and coming else None,
    }
    calm = reader_state == State.CURRENT and not notice["coming"]
    return None if calm else notice
