"""A city's identity provider as it is set up: on the page of signing in, and by the doctor."""

import pytest
from django.core.checks import run_checks
from django.utils import translation

from core.choices import Role
from core.sign_in import provider
from operations.doctor.sign_in import identity_provider as examine
from tests import factories
from tests.core import identity_provider as city
from tests.core.identity_provider import BEGIN, RETURN, come_back, here

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.identity_provider,
    pytest.mark.usefixtures("identity_provider"),
]
LOGIN, ZHANG = "/admin/login/", "subject-1=zhang.san"


def test_the_way_stands_on_the_page_of_signing_in_only_where_there_is_a_provider(settings):
    there = here().get(LOGIN, {"next": "/admin/pages/"}).content.decode()
    settings.OIDC_ISSUER = ""
    without = here().get(LOGIN).content.decode()

    assert "使用云溪市统一身份认证登录" in there
    assert "/admin/oidc/?next=%2Fadmin%2Fpages%2F" in there
    assert "oidc" not in without
    assert [here().get(one).status_code for one in (BEGIN, RETURN)] == [404, 404]


def test_a_client_without_a_secret_signs_in_by_pkce_alone(settings):
    settings.OIDC_CLIENT_ID, settings.OIDC_CLIENT_SECRET = "public", ""
    factories.person(Role.COMPILER, username="zhang.san")

    assert come_back(here(), ZHANG).status_code == 302


def test_a_provider_that_is_away_is_told_of_and_not_waited_for_again(settings):
    settings.OIDC_ISSUER = "http://127.0.0.1:1"

    answers = [here().get(BEGIN) for _number in range(2)]

    assert [one.status_code for one in answers] == [503, 503]
    assert "请几分钟后再试" in answers[0].content.decode()
    assert not provider.pause.is_over()


def test_a_provider_of_another_name_is_not_taken(settings):
    settings.OIDC_ISSUER += "/"

    answer = here().get(BEGIN)

    assert answer.status_code == 503 and "与本系统的设置不符" in answer.content.decode()


def test_only_signatures_by_the_providers_own_key_are_taken():
    found = provider.particulars()

    assert found["id_token_signing_alg_values_supported"] == ["RS256"]  # it offers HS256, too


def test_a_claim_is_compared_with_a_field_that_is_known(settings):
    settings.OIDC_ACCOUNT_FIELD = "is_superuser"

    assert "core.E009" in [one.id for one in run_checks()]


@pytest.mark.parametrize(
    ("given", "cause", "remedy"),
    [
        ({}, None, None),
        ({"OIDC_ISSUER": "", "OIDC_CLIENT_ID": ""}, None, None),
        ({"OIDC_CLIENT_ID": ""}, "没有设置", "两个都设置"),
        ({"OIDC_ISSUER": "http://127.0.0.1:1"}, "没有应答", "REQUESTS_CA_BUNDLE"),
        ({"OIDC_ISSUER": "{issuer}/"}, "自称“{issuer}”", "完全一致"),
        ({"OIDC_SCOPE": "profile"}, "缺少 openid", "OIDC_SCOPE='openid profile email'"),
    ],
)
def test_the_doctor_says_what_is_wrong(settings, issuer, given, cause, remedy):
    for name, value in given.items():
        setattr(settings, name, value.format(issuer=issuer))

    with translation.override("zh-hans"):
        found = examine()

    if cause is None:
        assert found is None
    else:
        assert cause.format(issuer=issuer) in found.cause and remedy in found.remedy


@pytest.mark.chromium
def test_a_person_signs_in_with_a_click(open_page, live_server, settings):
    factories.person(Role.COMPILER, username="zhang.san")
    page = open_page(viewport={"width": 1280, "height": 800})

    with city.running(f"{live_server.url}{RETURN}") as issuer:
        city.name_in(settings, issuer)
        page.goto("/admin/account/")
        page.get_by_role("link", name="使用云溪市统一身份认证登录").click()
        page.get_by_placeholder("Enter any login").fill(ZHANG)
        page.get_by_placeholder("and password").fill("any")
        page.get_by_role("button", name="Sign-in").click()
        page.get_by_role("button", name="Continue").click()
        page.wait_for_url("**/admin/account/")
