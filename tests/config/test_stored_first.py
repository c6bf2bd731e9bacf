"""Stored pages go out before Django builds a request, and nobody can tell the difference."""

import sys
from io import BytesIO

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import OperationalError, close_old_connections

from config import stored_first
from config.stored_first import StoredFirst
from core.running import use_counts
from home import stored_pages
from publication.states import abolish, suspend
from tests.home.samples import CODE, document, file

pytestmark = [pytest.mark.django_db, pytest.mark.city]
URL = f"/guides/{CODE}/"


@pytest.fixture
def application(monkeypatch):
    """Return the WSGI application; the test's connection stays open, `behind` counts what Django
    gets."""
    monkeypatch.setattr(stored_first, "close_old_connections", lambda: None)
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    django = WSGIHandler()

    def counted(environ, start_response):
        counted.behind.append(environ["PATH_INFO"])
        return django(environ, start_response)

    counted.behind = []
    application = StoredFirst(counted)
    application.behind = counted.behind
    yield application
    for signal in signals:
        signal.connect(close_old_connections)


def ask(application, path, method="GET", **headers):
    """Return (status, headers, body) of a request."""
    environ = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "QUERY_STRING": "",
        "SERVER_NAME": "testserver",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "wsgi.input": BytesIO(),
        "wsgi.errors": sys.stderr,
        "wsgi.url_scheme": "http",
        **headers,
    }
    got = []
    body = b"".join(application(environ, lambda status, headers: got.extend((status, headers))))
    return got[0], {name.lower(): value for name, value in got[1]}, body


HEADERS = [
    {},
    {"HTTP_ACCEPT_ENCODING": "gzip, br"},
    {"HTTP_IF_NONE_MATCH": "*"},
    {"HTTP_IF_NONE_MATCH": '"another"'},
]


@pytest.mark.parametrize("headers", HEADERS)
@pytest.mark.parametrize("path", [URL, f"/en{URL}"])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_the_answer_is_the_one_that_django_gives(application, path, headers, method):
    file()
    stored_pages.keep([CODE])
    by_django = ask(application.application, path, method, **headers)
    ask(application, path)
    application.behind.clear()

    at_once = ask(application, path, method, **headers)

    assert application.behind == []
    assert at_once[:2] == by_django[:2]
    assert at_once[2] == (b"" if method == "HEAD" else by_django[2])


def test_a_stored_page_costs_one_query(application, django_assert_num_queries):
    file()
    stored_pages.keep([CODE])
    ask(application, URL)

    with django_assert_num_queries(1):
        status, _headers, body = ask(application, URL)

    assert status == "200 OK"
    assert CODE in body.decode()


def test_a_suspension_is_seen_at_once(application, admin_user):
    file()
    stored_pages.keep([CODE])
    ask(application, URL)
    suspend(CODE, admin_user, "系统升级")

    body = ask(application, URL)[2].decode()

    assert "系统升级" in body


def test_what_is_abolished_answers_410(application, admin_user):
    file()
    file(document(situation="变更"), code="other")
    abolish(CODE, admin_user, "依据已废止")
    stored_pages.keep([CODE, "other"])
    ask(application, "/guides/other/")
    application.behind.clear()

    status, _headers, body = ask(application, URL)

    assert (status, application.behind) == ("410 Gone", [])
    assert "依据已废止" in body.decode()


@pytest.mark.parametrize(
    ("path", "method"),
    [
        ("/", "GET"),
        (f"{URL}v/1/", "GET"),
        (f"/guides/{CODE}", "GET"),
        (f"/fr{URL}", "GET"),
        ("/guides/a b/", "GET"),
        ("/guides/not-there/", "GET"),
        (URL, "POST"),
    ],
)
def test_everything_else_is_django_s(application, path, method):
    file()
    stored_pages.keep([CODE])
    ask(application, URL)
    application.behind.clear()

    ask(application, path, method)

    assert application.behind == [path]


def test_plain_http_is_redirected_where_https_is_demanded(application, settings):
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    file()
    stored_pages.keep([CODE])
    ask(application, URL, HTTP_X_FORWARDED_PROTO="https")
    application.behind.clear()

    plain = {"REQUEST_METHOD": "GET", "PATH_INFO": URL}
    assert stored_first._guide_requested(plain) is None
    assert ask(application, URL, HTTP_X_FORWARDED_PROTO="https")[0] == "200 OK"
    assert application.behind == []


def test_a_fault_of_the_database_is_left_to_django(application, monkeypatch):
    file()
    stored_pages.keep([CODE])
    ask(application, URL)
    application.behind.clear()

    def broken(request, code):
        raise OperationalError("gone")

    monkeypatch.setattr(stored_first, "stored_answer", broken)

    assert ask(application, URL)[0] == "200 OK"
    assert application.behind == [URL]


def test_what_goes_out_before_django_is_counted_too(application):
    file()
    stored_pages.keep([CODE])
    ask(application, URL)
    use_counts.forget()

    for _n in range(3):
        ask(application, URL)
    ask(application, URL, method="HEAD")

    assert list(use_counts.waiting()) == [(use_counts.VIEW, CODE, use_counts.CHINESE)] * 3
    assert len(application.behind) == 1
