"""Uploads of the admin are not for strangers, however their address is spelled."""

import http.client
import threading
from io import BytesIO
from urllib.parse import unquote_to_bytes
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from django.core.files.base import ContentFile
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client
from django.urls import reverse
from wagtail.users.models import UserProfile

from config.stored_first import StoredFirst
from core.choices import Role
from core.files.content_store import path_for
from core.models import DepartmentDocument, DepartmentImage
from tests import factories
from tests.core.uploads import docx, picture
from tests.security.world import BACKEND

pytestmark = [pytest.mark.django_db, pytest.mark.city]

UP = {
    "plain": "..",
    "encoded dots": "%2e%2e",
    "half encoded": ".%2E",
    "encoded twice": "%252e%252e",
    "encoded thrice": "%25252e%25252e",
    "overlong": "%c0%ae%c0%ae",
    "overlong, three bytes": "%e0%80%ae%e0%80%ae",
    "full-width dots": "%ef%bc%8e%ef%bc%8e",
    "with a parameter": "..;x=1",
    "with a blank": "..%20",
}
BETWEEN = {
    "slash": "/",
    "encoded slash": "%2f",
    "slash encoded twice": "%252f",
    "overlong slash": "%c0%af",
    "backslash": "%5c",
    "plain backslash": "\\",
    "two slashes": "//",
    "three slashes": "///",
    "dot between": "/./",
    "NUL": "%00/",
}
ENDS = ["%00", "%00.png", "/", "/.", "%20", "%0a", ".", "%2500", "::$DATA", "?x", "%3fx"]


@pytest.fixture
def stored():
    """A picture and a file of department B, a portrait, and a compiler of A who may see neither."""
    a, b = factories.DepartmentFactory(), factories.DepartmentFactory()
    owner = factories.person(Role.COMPILER, b)
    image = DepartmentImage(title="x", uploaded_by_user=owner)
    image.file = ContentFile(picture(size=(9, 9)), name="secret.png")
    image.save()
    document = DepartmentDocument(title="x", uploaded_by_user=owner)
    document.file = ContentFile(docx({"word/x.xml": "SECRET"}), name="secret.docx")
    document.save()
    reader = factories.person(Role.COMPILER, a)
    profile = UserProfile.get_for_user(reader)
    profile.avatar.save("me.png", ContentFile(picture()))
    return image, document, profile, reader


def signed_in(user):
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def ways_to(image):
    """Return raw paths that lead to a picture when anything resolves or decodes them too late."""
    name = image.file.name
    folders = ["avatar_images", "images", "original_images", "avatar_images/x/.."]
    ways = {
        f"/media/{folder}{between}{up}{between}{name}"
        for folder in folders
        for up in UP.values()
        for between in BETWEEN.values()
    }
    encoded = "".join(f"%{ord(char):02x}" for char in name)
    twice = encoded.replace("%", "%25")
    ways |= {f"/media/avatar_images/../{name}{end}" for end in ENDS}
    ways |= {f"/media{start}{name}" for start in ("//", "/./", "/%2f", "/%5c", "\\")}
    ways |= {f"/media/{encoded}", f"/media/{twice}", f"/media/./avatar_images/../{encoded}"}
    ways |= {f"/%6dedia/{name}", f"/files/../media/{name}", f"/static/../media/{name}"}
    return sorted(ways)


def raw_answer(path, cookies):
    """Ask the WSGI application for a path as a server hands it over: decoded once, unnormalised.

    Gives (status, body).
    """
    target, _, query = path.partition("?")
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": unquote_to_bytes(target).decode("latin-1"),
        "QUERY_STRING": query,
        "SERVER_NAME": "testserver",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "wsgi.input": BytesIO(),
        "wsgi.url_scheme": "http",
        "HTTP_COOKIE": "; ".join(f"{name}={one.value}" for name, one in cookies.items()),
    }
    given = []
    body = b"".join(APPLICATION(environ, lambda status, *rest: given.append(status)))
    return int(given[0][:3]), body


APPLICATION = StoredFirst(get_wsgi_application())


@pytest.fixture(autouse=True)
def _connection_stays_open():
    """Keep the connection of the test's transaction, as Django's own test client does."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


def test_picture_is_refused_by_its_own_address(stored):
    image, _document, _profile, reader = stored

    status, body = raw_answer(f"/media/{image.file.name}", signed_in(reader).cookies)

    assert status == 302  # to the admin's first page, which says that it is not allowed
    assert body != image.file.read()


def test_picture_is_given_by_no_spelling_of_its_address(stored):
    image, _document, _profile, reader = stored
    cookies, secret = signed_in(reader).cookies, image.file.read()
    paths = ways_to(image)

    answers = {path: raw_answer(path, cookies) for path in paths}

    assert len(paths) > 300
    assert [path for path, (_status, body) in answers.items() if body == secret] == []
    assert {status for status, _body in answers.values()} <= {301, 302, 400, 403, 404}


def test_file_of_a_department_is_given_by_no_spelling_either(stored):
    _image, document, _profile, reader = stored
    cookies, secret = signed_in(reader).cookies, document.file.read()
    inside = path_for(document.sha256)
    paths = [
        f"/{room}/{folder}{between}{up}{between}{up}{between}content{between}{inside}"
        for room in ("media", "files", f"files/{document.sha256}", "static")
        for folder in ("x", "avatar_images")
        for up in UP.values()
        for between in BETWEEN.values()
    ]
    paths += [f"/files/{document.sha256}/{document.filename}{end}" for end in ["", *ENDS]]
    paths += [f"/admin/documents/serve/{pk}/{document.filename}" for pk in _numbers(document.pk)]

    answers = {path: raw_answer(path, cookies) for path in paths}

    assert [path for path, (_status, body) in answers.items() if body == secret] == []
    assert {status for status, _body in answers.values()} <= {301, 302, 400, 403, 404}


def _numbers(pk):
    """Return spellings of a number, and numbers that no column holds."""
    return [pk, f"0{pk}", f"+{pk}", f"%20{pk}", f"{pk}%20", f"%ef%bc%91{pk}", "²", 2**63, 10**40]


@pytest.fixture
def server(transactional_db):
    """The application behind sockets; Django's own live server would give files away itself."""
    with make_server("127.0.0.1", 0, APPLICATION, handler_class=_Silent) as running:
        thread = threading.Thread(target=running.serve_forever, daemon=True)
        thread.start()
        yield running
        running.shutdown()
        thread.join()


class _Silent(WSGIRequestHandler):
    """Logs nothing."""

    def log_message(self, *args):
        pass


def test_picture_is_given_by_no_spelling_that_a_server_decodes(server, stored):
    image, _document, _profile, reader = stored
    cookie = f"sessionid={signed_in(reader).cookies['sessionid'].value}"
    secret = image.file.read()

    bodies = {}
    for path in ways_to(image)[::7]:
        connection = http.client.HTTPConnection(*server.server_address, timeout=20)
        connection.putrequest("GET", path.replace(" ", "%20"))
        connection.putheader("Cookie", cookie)
        connection.endheaders()
        bodies[path] = connection.getresponse().read()
        connection.close()

    assert len(bodies) > 50
    assert [path for path, body in bodies.items() if body == secret] == []


def test_portrait_is_shown_to_people_of_the_admin(stored, client):
    _image, _document, profile, reader = stored
    address = f"/media/{profile.avatar.name}"

    assert b"".join(signed_in(reader).get(address).streaming_content) == picture()
    assert client.get(address).status_code == 302


def test_file_without_bytes_is_not_there(stored):
    _image, document, _profile, _reader = stored
    DepartmentDocument.objects.filter(pk=document.pk).update(file="")
    owner = document.uploaded_by_user
    address = reverse("wagtaildocs_serve", args=[document.pk, document.filename])

    assert signed_in(owner).get(address).status_code == 404


@pytest.mark.parametrize("path", ["/media/images/a.png", "/admin/documents/serve/1/a.pdf"])
def test_strangers_are_sent_to_the_login(client, path):
    answer = client.get(path)

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/admin/login/")


@pytest.mark.parametrize("path", ["/media/images/a.png", "/media/../manage.py"])
def test_a_path_that_belongs_to_no_picture_is_404(admin_client, path):
    assert admin_client.get(path).status_code == 404
