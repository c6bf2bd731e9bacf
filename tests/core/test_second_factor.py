"""The second factor: nobody who decides works without it, codes count once, sessions end."""

import re
from datetime import timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from core.audit import acts
from core.audit.models import AuditEntry
from core.choices import Role
from core.models import SignInSession
from core.people.role_table import DECIDING
from core.sign_in import second_factor, sessions
from tests import factories

pytestmark = pytest.mark.django_db
CODE, SETUP = "/admin/second-factor/", "/admin/account/second-factor/"


@pytest.fixture(autouse=True)
def asked_for(settings):
    settings.SECOND_FACTOR = True


def person(role=Role.FORMAL_REVIEWER, **kwargs):
    return factories.person(role, **kwargs)


def signed_in(user, **headers):
    client = Client(headers={"accept-language": "zh-hans", **headers})
    client.post(
        reverse("wagtailadmin_login"),
        {"username": user.username, "password": factories.PASSWORD},
    )
    return client


def code_of(user, confirmed=True, later=0):
    device = TOTPDevice.objects.get(user=user, confirmed=confirmed)
    totp = TOTP(device.bin_key, device.step, device.t0, device.digits, device.drift)
    totp.time = timezone.now().timestamp() + later * device.step
    return f"{totp.token():06d}"


def set_up(client, user):
    """Set up a device as a person does; return the recovery codes."""
    client.get(SETUP)
    answer = client.post(
        SETUP, {"code": code_of(user, confirmed=False), "password": factories.PASSWORD}
    )
    return re.findall(r"<li><code>([a-z0-9]+)</code>", answer.content.decode())


@pytest.mark.parametrize("role", sorted(DECIDING | {Role.OPERATOR}))
def test_who_decides_or_keeps_accounts_sets_one_up_first(role):
    user = person(role)
    client = signed_in(user)

    assert client.get("/admin/").url == SETUP
    assert client.get("/admin/review/").url == SETUP
    codes = set_up(client, user)

    assert len(codes) == second_factor.CODES
    assert client.get("/admin/").status_code == 200


@pytest.mark.parametrize("role", [Role.COMPILER, Role.AUDITOR])
def test_others_may_work_with_a_password_alone(role):
    assert signed_in(person(role)).get("/admin/").status_code == 200


def test_nobody_is_asked_where_it_is_off(settings):
    settings.SECOND_FACTOR = False

    assert signed_in(person()).get("/admin/").status_code == 200


def test_a_password_alone_opens_nothing():
    user = person()
    set_up(signed_in(user), user)
    client = signed_in(user)

    assert client.get("/admin/").url == CODE
    assert client.get(SETUP).url == CODE
    assert client.post("/admin/account/", {}).url == CODE
    script = client.get("/admin/review/", headers={"accept": "application/json"})
    assert script.status_code == 401


def test_the_code_of_the_device_lets_in_once():
    user = person()
    set_up(signed_in(user), user)
    TOTPDevice.objects.update(last_t=-1)
    code = code_of(user)
    first, second = signed_in(user), signed_in(user)

    assert first.post(CODE, {"code": code}).status_code == 302
    assert first.get("/admin/").status_code == 200
    assert second.post(CODE, {"code": code}).status_code == 200
    assert second.get("/admin/").url == CODE


def test_a_recovery_code_stands_once_for_the_device():
    user = person()
    codes = set_up(signed_in(user), user)
    first, second = signed_in(user), signed_in(user)

    first.post(CODE, {"code": codes[0]})
    second.post(CODE, {"code": codes[0]})

    assert first.get("/admin/").status_code == 200
    assert second.get("/admin/").url == CODE


def test_wrong_codes_are_written_down_and_slow_down_the_right_one():
    user = person()
    codes = set_up(signed_in(user), user)
    client = signed_in(user)

    for _number in range(2):
        client.post(CODE, {"code": "000000"})
    client.post(CODE, {"code": codes[1]})

    assert client.get("/admin/").url == CODE
    failed = AuditEntry.objects.filter(act=acts.SECOND_FACTOR_FAILED)
    assert failed.count() == 3
    assert "000000" not in str(list(failed.values_list("facts", flat=True)))


def test_setting_one_up_needs_the_password():
    user = person()
    client = signed_in(user)
    client.get(SETUP)

    client.post(SETUP, {"code": code_of(user, confirmed=False), "password": "wrong"})

    assert second_factor.device_of(user) is None
    assert client.get("/admin/").url == SETUP


def test_the_session_has_a_new_key_after_the_second_factor():
    user = person()
    client = signed_in(user)
    before = client.session.session_key

    set_up(client, user)

    assert client.session.session_key != before
    assert SignInSession.objects.get(user=user).key == client.session.session_key


def test_who_chose_one_is_asked_for_it_though_the_role_does_not():
    user = person(Role.COMPILER)
    set_up(signed_in(user), user)

    assert signed_in(user).get("/admin/").url == CODE


def test_whoever_lost_both_sets_up_a_new_one_after_an_operator_of_the_servers_allowed_it():
    user = person()
    client = signed_in(user)
    set_up(client, user)

    call_command("reset_second_factor", user.username, stderr=StringIO())

    assert client.get("/admin/").status_code == 302
    assert signed_in(user).get("/admin/").url == SETUP
    assert AuditEntry.objects.filter(act=acts.SECOND_FACTOR_RESET).exists()
    with pytest.raises(CommandError):
        call_command("reset_second_factor", "nobody")


def test_a_person_sees_and_ends_their_other_sessions(settings):
    settings.SECOND_FACTOR = False
    user = person()
    here, there = signed_in(user), signed_in(user, user_agent="Other")
    text = here.get("/admin/account/sessions/").content.decode()
    assert "Other" in text
    row = SignInSession.objects.get(user=user, agent="Other")

    here.post(f"/admin/account/sessions/{row.pk}/end/")

    assert here.get("/admin/").status_code == 200
    assert there.get("/admin/").status_code == 302


def test_nobody_ends_the_session_of_another(settings):
    settings.SECOND_FACTOR = False
    one, other = person(), person(Role.AUDITOR)
    signed_in(one)
    row = SignInSession.objects.get(user=one)

    answer = signed_in(other).post(f"/admin/account/sessions/{row.pk}/end/")

    assert answer.status_code == 404
    assert SignInSession.objects.filter(pk=row.pk).exists()


def test_a_session_that_rested_too_long_ends(settings):
    settings.SECOND_FACTOR, settings.SESSION_IDLE_MINUTES = False, 30
    client = signed_in(person())
    session = client.session
    session[sessions.SEEN] = (timezone.now() - timedelta(minutes=31)).isoformat()
    session.save()

    assert client.get("/admin/").status_code == 302
    assert client.get("/admin/").url.startswith("/admin/login/")


def test_an_open_page_alone_is_nobody_at_work(settings):
    settings.SECOND_FACTOR = False
    client = signed_in(person())
    session = client.session
    seen = (timezone.now() - timedelta(minutes=5)).isoformat()
    session[sessions.SEEN] = seen
    session.save()

    client.get("/admin/session/")
    assert client.session[sessions.SEEN] == seen
    client.get("/admin/")
    assert client.session[sessions.SEEN] != seen


def test_a_new_device_is_told_of_by_mail(settings):
    settings.SECOND_FACTOR, settings.MAIL_IS_SET_UP = False, True
    user = person(email="x@example.org")

    signed_in(user, user_agent="One")
    signed_in(user, user_agent="One")
    assert mail.outbox == []
    signed_in(user, user_agent="Two")

    (message,) = mail.outbox
    assert message.to == ["x@example.org"]
    assert "Two" in message.body


def test_officials_pages_know_nobody_who_showed_a_password_alone(settings):
    user = person()
    client = signed_in(user)
    address = "/manuals/scjg-000131001000-01/"

    half = client.get(address)
    set_up(client, user)
    whole = client.get(address)

    assert half.status_code == 302
    assert whole.status_code == 404  # nothing is filed under this code
