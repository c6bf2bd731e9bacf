"""Sign-in through the city's identity provider, tried with a real one: npm's oidc-provider."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings as configured
from django.contrib.auth import get_user_model
from django.core import mail
from django.core.management import CommandError, call_command
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from core.audit import acts
from core.audit.models import AuditEntry
from core.choices import Role
from core.models import Membership, OutsideIdentity, SignInSession
from core.sign_in import entrance
from tests import factories
from tests.core.identity_provider import BEGIN, Browser, come_back, here

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.identity_provider,
    pytest.mark.usefixtures("identity_provider"),
]
ZHANG = "subject-1=zhang.san"
"""Whom the provider calls zhang.san; another subject of this name is somebody else."""
FALSE_ANSWERS = [
    "wrong-nonce", "no-nonce", "wrong-audience", "wrong-issuer", "expired", "no-subject",
    "foreign-key", "unsigned", "shared-secret", "no-token", "other-subject",
]  # fmt: skip
"""Clients to whom `provider.mjs` gives answers that nobody must take."""


def is_signed_in(client):
    return client.get("/admin/").status_code == 200


def refusals():
    return list(AuditEntry.objects.filter(act=acts.PROVIDER_REFUSED))


def test_who_has_an_account_comes_in_and_is_linked_once(settings):
    person = factories.person(Role.COMPILER, username="zhang.san")
    client = here()

    first = come_back(client, ZHANG)
    second = come_back(here(), ZHANG)

    assert (first.url, second.url) == ("/admin/", "/admin/")
    assert is_signed_in(client)
    link = OutsideIdentity.objects.get()
    assert (link.user, link.issuer, link.subject) == (person, settings.OIDC_ISSUER, ZHANG)
    assert AuditEntry.objects.filter(act=acts.IDENTITY_LINKED).count() == 1
    signed_in = AuditEntry.objects.filter(act=acts.SIGNED_IN, actor_id=person.pk)
    assert [one.facts["issuer"] for one in signed_in] == [settings.OIDC_ISSUER] * 2


def test_a_stranger_is_refused_in_chinese_and_gets_no_account():
    answer = come_back(here(), "subject-2=li.si")

    assert answer.status_code == 403
    text = answer.content.decode()
    assert "平台称您为“li.si”" in text and "运行管理员" in text and "云溪市统一身份认证" in text
    assert not get_user_model().objects.filter(username="li.si").exists()
    assert [one.about for one in refusals()] == ["li.si"]


@pytest.mark.parametrize(
    ("change", "words"), [({"is_active": False}, "已停用"), ({"role": None}, "没有任何角色")]
)
def test_an_account_that_may_not_work_is_refused_and_not_linked(change, words):
    person = factories.person(Role.COMPILER, username="zhang.san")
    if "role" in change:
        Membership.objects.filter(user=person).delete()
    else:
        get_user_model().objects.filter(pk=person.pk).update(**change)
    client = here()

    answer = come_back(client, ZHANG)

    assert answer.status_code == 403 and words in answer.content.decode()
    assert not is_signed_in(client) and not OutsideIdentity.objects.exists()


def test_who_is_switched_off_after_linking_is_refused():
    person = factories.person(Role.COMPILER, username="zhang.san")
    come_back(here(), ZHANG)
    get_user_model().objects.filter(pk=person.pk).update(is_active=False)

    assert come_back(here(), ZHANG).status_code == 403


def test_signing_in_gives_no_role():
    person = factories.person(Role.COMPILER, username="zhang.san")
    before = list(person.memberships.values())

    come_back(here(), ZHANG)

    assert list(person.memberships.values()) == before


def test_a_name_that_the_provider_gives_to_somebody_else_opens_nothing():
    factories.person(Role.COMPILER, username="zhang.san")
    come_back(here(), ZHANG)
    client = here()

    answer = come_back(client, "subject-9=zhang.san")

    assert answer.status_code == 403 and "另一个身份" in answer.content.decode()
    assert not is_signed_in(client)


def test_once_linked_names_may_change():
    person = factories.person(Role.COMPILER, username="zhang.san")
    come_back(here(), ZHANG)
    get_user_model().objects.filter(pk=person.pk).update(username="zhang.san.2")
    client = here()

    come_back(client, ZHANG)

    assert is_signed_in(client)


def test_a_link_is_taken_away_on_the_server_and_made_anew():
    person = factories.person(Role.COMPILER, username="zhang.san")
    client = here()
    come_back(client, ZHANG)

    call_command("unlink_identity", "zhang.san")

    assert not is_signed_in(client)
    assert come_back(here(), "subject-9=zhang.san").status_code == 302
    assert OutsideIdentity.objects.get(user=person).subject == "subject-9=zhang.san"
    assert AuditEntry.objects.filter(act=acts.IDENTITY_UNLINKED).exists()
    with pytest.raises(CommandError):
        call_command("unlink_identity", "nobody")


def test_mail_addresses_count_when_the_provider_has_verified_them(settings):
    settings.OIDC_CLAIM, settings.OIDC_ACCOUNT_FIELD = "email", "email"
    for name in ("verified", "unverified"):
        factories.person(Role.COMPILER, username=name, email=f"{name}@Example.org")

    assert come_back(here(), "verified").status_code == 302
    assert come_back(here(), "unverified").status_code == 403


def test_an_address_of_two_people_is_nobodys(settings):
    settings.OIDC_CLAIM, settings.OIDC_ACCOUNT_FIELD = "email", "email"
    for name in ("one", "two"):
        factories.person(Role.COMPILER, username=name, email="office@example.org")

    answer = come_back(here(), "subject=office")

    assert answer.status_code == 403 and "多个账号" in answer.content.decode()


def test_a_claim_that_is_missing_is_said(settings):
    settings.OIDC_CLAIM = "employee_number"

    assert "没有告知" in come_back(here(), ZHANG).content.decode()


# ---- the second factor, sessions


def code_of(person, confirmed=True):
    device = TOTPDevice.objects.get(user=person, confirmed=confirmed)
    return f"{TOTP(device.bin_key, device.step, device.t0, device.digits).token():06d}"


def test_the_second_factor_is_asked_for_as_after_a_password(settings):
    settings.SECOND_FACTOR = True
    person = factories.person(Role.FORMAL_REVIEWER, username="shen.he")
    person.set_unusable_password()
    person.save()
    client = here()

    come_back(client, "subject-1=shen.he")
    assert client.get("/admin/").url == "/admin/account/second-factor/"
    assert 'name="password"' not in client.get("/admin/account/second-factor/").content.decode()
    set_up = client.post("/admin/account/second-factor/", {"code": code_of(person, False)})
    again = here()
    come_back(again, "subject-1=shen.he")

    assert "备用口令" in set_up.content.decode() and is_signed_in(client)
    assert again.get("/admin/").url == "/admin/second-factor/"


def test_a_session_left_open_sets_up_no_second_factor(settings):
    settings.SECOND_FACTOR = True
    person = factories.person(Role.FORMAL_REVIEWER, username="shen.he")
    client, browser = here(), Browser()
    come_back(client, "subject-1=shen.he", browser)
    session = client.session
    session["identity_provider"] |= {"shown_at": session["identity_provider"]["shown_at"] - 600}
    session.save()

    page = client.get("/admin/account/second-factor/").content.decode()
    posted = client.post("/admin/account/second-factor/", {"code": "000000"}).content.decode()
    began = client.get(f"{BEGIN}?anew=1&next=/admin/account/second-factor/").url

    assert "重新登录" in page and "重新登录" in posted and "<code>" not in page
    assert not TOTPDevice.objects.filter(user=person).exists()
    assert parse_qs(urlsplit(began).query)["prompt"] == ["login"]
    back = client.get(browser.sign_in(began, "subject-1=shen.he"))
    assert back.url == "/admin/account/second-factor/"
    assert "<code>" in client.get(back.url).content.decode()
    assert SignInSession.objects.filter(user=person).count() == 1


def test_sessions_and_new_devices_are_told_of(settings):
    settings.MAIL_IS_SET_UP = True
    person = factories.person(Role.COMPILER, username="zhang.san", email="zhang.san@example.org")
    come_back(here(user_agent="Office"), ZHANG)

    there = here(user_agent="Kiosk")
    come_back(there, ZHANG)

    assert "Office" in there.get("/admin/account/sessions/").content.decode()
    assert [one.to for one in mail.outbox] == [[person.email]]
    assert there.session.get_expire_at_browser_close()


def test_signing_out_says_that_the_session_there_goes_on():
    factories.person(Role.COMPILER, username="zhang.san")
    client = here()
    come_back(client, ZHANG)

    answer = client.post("/admin/logout/")

    assert "公用电脑" in answer.content.decode()
    assert f"{configured.OIDC_ISSUER}/session/end?" in answer.content.decode()
    assert not is_signed_in(client)
    assert client.post("/admin/logout/").status_code == 302


# ---- what must not work


def test_what_is_asked_for_holds_the_answer_to_this_browser():
    asked = parse_qs(urlsplit(here().get(BEGIN).url).query)
    again = parse_qs(urlsplit(here().get(BEGIN).url).query)

    assert asked["code_challenge_method"] == ["S256"] and asked["response_type"] == ["code"]
    for name in ("state", "nonce", "code_challenge"):
        assert len(asked[name][0]) > 15 and asked[name] != again[name]


@pytest.mark.parametrize("client_id", FALSE_ANSWERS)
def test_an_answer_that_proves_nothing_signs_nobody_in(settings, client_id):
    settings.OIDC_CLIENT_ID = client_id
    if client_id == "other-subject":  # its second answer, about the person, is of somebody else
        settings.OIDC_CLAIM = "name-that-is-only-there"
    factories.person(Role.COMPILER, username="zhang.san")
    client = here()

    answer = come_back(client, ZHANG)

    assert answer.status_code == 403 and "未能通过核验" in answer.content.decode()
    assert not is_signed_in(client)
    assert [one.facts["reason"] for one in refusals()] == ["平台的答复不能证明身份"]


def test_the_same_answer_counts_once():
    factories.person(Role.COMPILER, username="zhang.san")
    client = here()
    address = client.get(BEGIN).url
    kept = client.cookies[entrance.COOKIE].value
    back = Browser().sign_in(address, ZHANG)
    client.get(back)
    thief = here()
    thief.cookies[entrance.COOKIE] = kept

    assert client.get(back).status_code == 400
    assert thief.get(back).status_code == 403
    assert not is_signed_in(thief)


def test_an_answer_for_another_browser_is_not_taken():
    factories.person(Role.COMPILER, username="zhang.san")
    back = Browser().sign_in(here().get(BEGIN).url, ZHANG)
    client, without = here(), here()
    client.get(BEGIN)

    answers = [client.get(back), without.get(back)]

    assert [one.status_code for one in answers] == [400, 400]
    assert "请重新登录" in answers[0].content.decode()
    assert refusals() == []  # anybody may ask for this: the log is not filled by it


def test_a_cookie_that_was_changed_or_kept_too_long_is_not_taken(monkeypatch):
    factories.person(Role.COMPILER, username="zhang.san")
    changed, late = here(), here()
    address = changed.get(BEGIN).url
    back = Browser().sign_in(address, ZHANG)
    changed.cookies[entrance.COOKIE] = "x" + changed.cookies[entrance.COOKIE].value
    address = late.get(BEGIN).url
    late_back = Browser().sign_in(address, ZHANG)
    monkeypatch.setattr(entrance, "SECONDS", -1)

    assert changed.get(back).status_code == 400
    assert late.get(late_back).status_code == 400


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("/admin/pages/", "/admin/pages/"),
        ("https://evil.example/", "/admin/"),
        ("//evil.example/", "/admin/"),
        ("/\\evil.example", "/admin/"),
        ("javascript:alert(1)", "/admin/"),
        ("http://testserver@evil.example/", "/admin/"),
        ("", "/admin/"),
    ],
)
def test_nobody_is_sent_to_another_site(place, expected):
    factories.person(Role.COMPILER, username="zhang.san")
    client = here()
    address = client.get(BEGIN, {"next": place}).url

    assert client.get(Browser().sign_in(address, ZHANG)).url == expected


def test_who_goes_away_there_is_told():
    client = here()

    answer = client.get(Browser().abort(client.get(BEGIN).url))

    assert answer.status_code == 403 and "已取消" in answer.content.decode()


def test_failures_of_an_address_are_limited_and_successes_are_not(settings):
    settings.LOGIN_ADDRESS_LIMIT = 2
    factories.person(Role.COMPILER, username="zhang.san")

    good = [come_back(here(), ZHANG).status_code for _number in range(4)]
    bad = [come_back(here(), "subject-2=li.si").status_code for _number in range(3)]

    assert good == [302] * 4
    assert bad == [403, 403, 429]
