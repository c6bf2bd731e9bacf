"""A mail server that is away, hangs or refuses: what was saved stays saved, and is said to be."""

import socket
import time

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from wagtail.admin.mail import send_notification

from bench._killable_servers import free_port
from core.choices import Role
from core.running import forgiving_mail
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def mail_server(settings):
    """Return a function that lets mail go to a port of this machine."""
    forgiving_mail._pause.answered()
    settings.EMAIL_BACKEND = "core.running.forgiving_mail.ForgivingMail"
    settings.EMAIL_HOST, settings.EMAIL_TIMEOUT = "127.0.0.1", 1

    def use(port):
        settings.EMAIL_PORT = port

    yield use
    forgiving_mail._pause.answered()


def notice_of_a_comment():
    """Send what Wagtail sends after a page with a comment was saved."""
    department = factories.DepartmentFactory()
    somebody = factories.person(Role.COMPILER, department, email="a@b.example")
    page = factories.department_page(department)
    context = {"page": page, "editor": somebody, "new_comments": [], "resolved_comments": []}
    return send_notification([somebody], "updated_comments", context)


def test_a_mail_server_that_is_gone_fails_no_notice(mail_server, caplog):
    mail_server(free_port())

    sent = mail.get_connection().send_messages([EmailMessage("s", "t", to=["a@b.example"])])

    assert sent == 0
    assert "a@b.example" in caplog.text


def test_a_mail_server_that_hangs_is_waited_for_once(mail_server):
    with socket.create_server(("127.0.0.1", 0)) as hanging:
        mail_server(hanging.getsockname()[1])
        took = []
        for _mail in range(3):
            started = time.monotonic()
            mail.get_connection().send_messages([EmailMessage("s", "t", to=["a@b.example"])])
            took.append(time.monotonic() - started)

    assert took[0] < 2
    assert max(took[1:]) < 0.5


def test_the_notice_of_a_comment_is_no_error_of_the_save(mail_server):
    mail_server(free_port())

    notice_of_a_comment()
