"""Editors and reviewers as a browser sees the site: a session, a form token, one connection."""

import http.client
import time
from html.parser import HTMLParser
from importlib import import_module
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
from django.utils import timezone

from core.sign_in import second_factor, sessions

TOKEN = "b" * 32


class RefusedError(Exception):
    """An answer that is not the expected one."""


class Person:
    """Somebody who is logged in; each answer's time is kept under a name."""

    def __init__(self, username, port, times):
        self.user = get_user_model().objects.get(username=username)
        self.port, self.times = port, times
        self._connection = None
        self.session_cookie = f"{settings.SESSION_COOKIE_NAME}={_session(self.user)}"
        self._cookie = f"{self.session_cookie}; csrftoken={TOKEN}"

    def get(self, path, name=None):
        """Return the text of a page."""
        return self._ask("GET", path, None, name, {200})

    def post(self, path, fields, name=None):
        """Send a form ({name: value or list}) that is answered by a redirect."""
        body = urlencode({**fields, "csrfmiddlewaretoken": TOKEN}, doseq=True)
        return self._ask("POST", path, body, name, {302})

    def _ask(self, method, path, body, name, expected):
        started = time.perf_counter()
        status, text = self._answer(method, path, body)
        milliseconds = (time.perf_counter() - started) * 1000
        if status not in expected:
            self.times.failed(name, status, milliseconds)
            raise RefusedError(f"{method} {path} answers {status} to {self.user}: {_said(text)}")
        self.times.took(name, milliseconds)
        return text

    def _answer(self, method, path, body):
        headers = {"Cookie": self._cookie}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        for attempt in (1, 2):
            if self._connection is None:
                self._connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
            try:
                self._connection.request(method, path, body, headers)
                answer = self._connection.getresponse()
                return answer.status, answer.read().decode(errors="replace")
            except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError):
                # A connection that had been idle too long; a second time it is an error.
                self._connection = None
                if attempt == 2:
                    return 0, "no answer"
        return 0, ""


class Times:
    """Milliseconds and errors by name, of all people together."""

    def __init__(self):
        self.milliseconds, self.errors = {}, {}

    def took(self, name, milliseconds):
        """Keep the time of an answer; those without a name only prepare something."""
        if name:
            self.milliseconds.setdefault(name, []).append(milliseconds)

    def add(self, milliseconds, errors):
        """Put in what another process measured."""
        for name, found in milliseconds.items():
            self.milliseconds.setdefault(name, []).extend(found)
        for name, count in errors.items():
            self.errors[name] = self.errors.get(name, 0) + count

    def failed(self, name, status, milliseconds):
        """Count an answer that was not the expected one."""
        self.errors[name or "other"] = self.errors.get(name or "other", 0) + 1


def fields_of(html):
    """Return {name: value} of the hidden inputs of a page."""
    reader = _Inputs()
    reader.feed(html)
    return reader.found


class _Inputs(HTMLParser):
    """Collects the inputs of a page."""

    def __init__(self):
        super().__init__()
        self.found = {}

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "input" and given.get("name") and given.get("type") == "hidden":
            self.found[given["name"]] = given.get("value") or ""


def _session(user):
    """Begin a session as the login with a second factor does; return its key."""
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = "core.access.authentication.RoleBackend"
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store[second_factor.KEY] = second_factor.SHOWN
    # Else each person's first request would note that somebody is there, which costs two writes.
    store[sessions.SEEN] = timezone.now().isoformat()
    store.create()
    return store.session_key


def _said(text):
    start = text.find("error")
    return " ".join(text[max(start - 80, 0) : start + 300].split())
