"""Suspensions that end on a day: reminded of once the day before, asked about on the day."""

import socket
import threading
from datetime import date
from time import monotonic

import pytest
from django.core import mail
from django.urls import reverse

from core.choices import Role
from core.models import Membership
from home.models import StoredPage
from publication import relay, states
from publication.models import PublicState, SuspensionReminder
from publication.suspensions.ending import write_reminders
from publication.suspensions.mail import send_reminders
from tests.factories import DepartmentFactory, MembershipFactory, UserFactory, person
from tests.home.samples import soup
from tests.publication.filing_samples import filed
from tests.publication.life import CODE, REASON, revised

pytestmark = [pytest.mark.django_db, pytest.mark.city]

END = date(2026, 11, 30)
MUCH_TIME = monotonic() + 10_000


@pytest.fixture
def bureau():
    return DepartmentFactory(slug="scjg", name="市场监督管理局")


@pytest.fixture
def people(bureau):
    """One person for each part, with mail addresses; {name: user}."""
    elsewhere = DepartmentFactory()
    roles = {
        "filing": (Role.FILING_OFFICER, None),
        "compiler": (Role.COMPILER, bureau),
        "reviewer": (Role.DEPARTMENT_REVIEWER, bureau),
        "stranger": (Role.COMPILER, elsewhere),
        "auditor": (Role.AUDITOR, None),
    }
    return {
        name: person(role, department, username=name, email=f"{name}@city.example")
        for name, (role, department) in roles.items()
    }


@pytest.fixture
def suspended(set_clock):
    """A guide that is suspended on 20 November until the 30th."""
    set_clock("2026-11-20 09:00")
    filed(CODE, "食品经营许可办事指南")
    states.suspend(CODE, None, REASON, END)


@pytest.fixture
def mail_server(settings):
    settings.MAIL_IS_SET_UP = True


def written():
    return [*SuspensionReminder.objects.order_by("pk").values_list("stage", flat=True)]


def first_page(client, user):
    """Return the panel on suspensions of somebody's first page as text; empty without one."""
    client.force_login(user, backend="core.access.authentication.RoleBackend")
    panel = soup(client.get(reverse("wagtailadmin_home"))).select_one("#ending-suspensions-section")
    return panel.get_text(" ", strip=True) if panel else ""


@pytest.mark.parametrize(
    ("moment", "stages"),
    [
        ("2026-11-28 23:59", []),
        ("2026-11-29 00:00", ["ahead"]),
        ("2026-11-29 23:59", ["ahead"]),
        ("2026-11-30 00:00", ["due"]),
        ("2026-11-30 08:00", ["due"]),
        ("2027-03-01 12:00", ["due"]),
    ],
)
def test_the_citys_calendar_says_when_a_reminder_is_due(suspended, set_clock, moment, stages):
    set_clock(moment)

    relay.run_once()
    relay.run_once()

    assert written() == stages


def test_each_of_both_reminders_is_written_once(suspended, set_clock):
    for moment in ("2026-11-29 08:00", "2026-11-29 20:00", "2026-11-30 08:00", "2026-12-05 08:00"):
        set_clock(moment)
        write_reminders()

    assert written() == ["ahead", "due"]


def test_a_guide_resumed_in_time_needs_no_reminder(suspended, set_clock):
    states.resume(CODE, None)
    set_clock("2026-12-01 08:00")

    assert write_reminders() == 0


def test_a_suspension_without_a_date_is_never_asked_about(set_clock, client, people):
    set_clock("2026-11-20 09:00")
    filed(CODE)
    states.suspend(CODE, None, REASON)

    set_clock("2036-11-20 09:00")

    assert write_reminders() == 0
    assert first_page(client, people["filing"]) == ""


def test_a_later_date_is_reminded_of_anew(suspended, set_clock):
    set_clock("2026-11-30 08:00")
    write_reminders()
    states.suspend(CODE, None, REASON, date(2026, 12, 31))

    set_clock("2026-12-30 08:00")
    write_reminders()

    assert written() == ["due", "ahead"]


def test_filing_a_new_version_meanwhile_loses_neither_the_date_nor_the_reminder(
    suspended, set_clock, client
):
    set_clock("2026-11-25 09:00")
    revised()
    set_clock("2026-11-30 08:00")

    relay.run_once()

    row = PublicState.objects.get()
    band = soup(client.get(f"/guides/{CODE}/")).select_one(".band").get_text()
    assert (row.since, row.until, row.reason) == (date(2026, 11, 20), END, REASON)
    assert written() == ["due"]
    assert "现在已经到期" in band and REASON in band


def test_on_the_day_the_stored_page_says_it(suspended, set_clock, client):
    relay.run_once()
    before = StoredPage.objects.get(language="zh-hans").etag
    set_clock("2026-11-30 00:01")

    relay.run_once()

    stored = StoredPage.objects.get(language="zh-hans").etag
    assert stored not in (before, "")
    assert client.get(f"/guides/{CODE}/")["ETag"].removeprefix("W/") == stored


def test_before_the_day_the_office_and_the_department_are_told_and_nobody_else(
    suspended, set_clock, client, people
):
    set_clock("2026-11-28 23:59")
    early = first_page(client, people["filing"])
    set_clock("2026-11-29 00:00")

    told = {name: first_page(client, user) for name, user in people.items()}

    assert early == ""
    assert {name for name, text in told.items() if "明天到期" in text} == {
        "filing",
        "compiler",
        "reviewer",
    }


def test_on_the_day_the_filing_officer_has_a_task_that_leads_to_the_decision(
    suspended, set_clock, client, people
):
    set_clock("2026-11-30 00:00")

    text = first_page(client, people["filing"])
    page = client.get(reverse("wagtailadmin_home")).content.decode()

    assert "暂停到期，请办理" in text and "已到期" in text and REASON in text
    assert reverse("publication:state", args=[CODE]) in page


def test_a_decision_takes_the_task_away(suspended, set_clock, client, people):
    set_clock("2026-11-30 00:00")

    states.suspend(CODE, people["filing"], "工程延期", date(2026, 12, 31))

    assert first_page(client, people["filing"]) == first_page(client, people["compiler"]) == ""


def test_after_a_hand_over_the_new_department_is_told(suspended, set_clock, client, people, bureau):
    receiver = DepartmentFactory(slug="rsj", name="人社局")
    newcomer = person(Role.COMPILER, receiver, email="new@city.example")
    states.transfer([CODE], bureau, receiver)
    set_clock("2026-11-29 08:00")

    assert "人社局" in first_page(client, newcomer)


def test_mails_go_once_to_the_office_and_the_department(suspended, set_clock, mail_server, people):
    UserFactory(username="no-address")
    MembershipFactory(user=people["compiler"], role=Role.FILING_OFFICER, department=None)
    gone = person(Role.FILING_OFFICER, email="gone@city.example")
    gone.is_active = False
    gone.save()
    set_clock("2026-11-29 08:00")

    for _round in range(3):
        relay.run_once()

    assert sorted(one.to[0] for one in mail.outbox) == [
        "compiler@city.example",
        "filing@city.example",
        "reviewer@city.example",
    ]
    assert {one.subject for one in mail.outbox} == {"暂停明天到期：食品经营许可办事指南"}


def test_a_mail_says_why_until_when_what_to_do_and_where(
    suspended, set_clock, mail_server, people, settings
):
    set_clock("2026-11-30 08:00")

    for _round in range(3):  # a round of a busy machine leaves some for the next
        relay.run_once()

    said = {one.to[0]: one.body for one in mail.outbox}
    officer, compiler = said["filing@city.example"], said["compiler@city.example"]
    assert REASON in officer and "2026-11-30" in officer and "恢复、延期或者废止" in officer
    assert f"{settings.PUBLIC_BASE_URL}/admin/publication/state/{CODE}/" in officer
    assert f"{settings.PUBLIC_BASE_URL}/guides/{CODE}/" in compiler


def test_without_a_mail_server_nothing_is_sent_and_the_first_page_still_says_it(
    suspended, set_clock, people, client
):
    set_clock("2026-11-30 08:00")

    relay.run_once()

    assert mail.outbox == []
    assert "已到期" in first_page(client, people["filing"])


def test_old_reminders_are_not_mailed_when_a_server_comes_later(
    suspended, set_clock, people, settings
):
    set_clock("2026-11-30 08:00")
    relay.run_once()
    settings.MAIL_IS_SET_UP = True
    set_clock("2026-12-30 08:00")

    relay.run_once()

    assert mail.outbox == []


def test_a_reminder_that_was_settled_meanwhile_is_not_mailed(
    suspended, set_clock, mail_server, people
):
    set_clock("2026-11-30 08:00")
    write_reminders()
    states.resume(CODE, None)

    send_reminders(MUCH_TIME)
    send_reminders(MUCH_TIME)

    assert mail.outbox == []


class MailServer:
    """A mail server on loopback that takes what it gets, or refuses one address."""

    def __init__(self, refuses=""):
        self.refuses, self.taken = refuses, []
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self):
        while True:
            try:
                connection, _address = self.socket.accept()
            except OSError:
                return
            with connection, connection.makefile("rwb") as stream:
                self._talk(stream)

    def _talk(self, stream):
        def say(line):
            stream.write(f"{line}\r\n".encode())
            stream.flush()

        say("220 here")
        to = ""
        while line := stream.readline().decode():
            word = line[:4].upper().strip()
            if word == "RCPT":
                to = line.split("<")[1].split(">")[0]
                say("550 nobody" if to == self.refuses else "250 ok")
            elif word == "DATA":
                say("354 go on")
                while stream.readline().strip() != b".":
                    pass
                self.taken.append(to)
                say("250 ok")
            elif word == "QUIT":
                say("221 bye")
                return
            else:
                say("250 ok")


@pytest.fixture
def real_mail(settings, mail_server):
    """Return a function that sets up a real mail server, on a port."""

    def set_up(port):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port

    return set_up


def test_a_mail_server_that_is_away_is_tried_again_later(
    suspended, set_clock, people, real_mail, caplog
):
    server = MailServer()
    with socket.create_server(("127.0.0.1", 0)) as free:
        closed = free.getsockname()[1]
    set_clock("2026-11-30 08:00")
    real_mail(closed)
    relay.run_once()
    at_once = SuspensionReminder.objects.get()
    relay.run_once()

    real_mail(server.port)
    set_clock("2026-11-30 08:06")
    relay.run_once()
    relay.run_once()

    assert (at_once.attempts, at_once.mailed_at) == (1, None)
    assert sorted(server.taken) == [
        "compiler@city.example",
        "filing@city.example",
        "reviewer@city.example",
    ]
    server.socket.close()


def test_an_address_that_is_refused_holds_up_nobody_else(suspended, set_clock, people, real_mail):
    server = MailServer(refuses="compiler@city.example")
    real_mail(server.port)
    set_clock("2026-11-30 08:00")

    relay.run_once()
    relay.run_once()

    assert sorted(server.taken) == ["filing@city.example", "reviewer@city.example"]
    assert SuspensionReminder.objects.get().mailed_at
    server.socket.close()


def test_first_pages_ask_no_more_for_many_suspensions_than_for_one(
    set_clock, client, people, django_assert_max_num_queries
):
    set_clock("2026-11-20 09:00")
    for number in range(15):
        filed(f"a-{number}", number=number)
        states.suspend(f"a-{number}", None, REASON, END)
    set_clock("2026-11-30 08:00")
    text = first_page(client, people["filing"])

    with django_assert_max_num_queries(40):
        client.get(reverse("wagtailadmin_home"))

    assert text.count(REASON) == 10 and "还有更多" in text
    assert Membership.objects.count() == 5
