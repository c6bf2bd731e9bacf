"""A host that is not ours is refused on every lane: pages, API, admin, stored pages."""

import pytest

from home import stored_pages
from tests.config.test_stored_first import application, ask  # noqa: F401  a fixture
from tests.home.samples import CODE, file

pytestmark = [pytest.mark.django_db, pytest.mark.city]
OURS = "guides.example.gov.cn"
STRANGE = ["evil.example", "guides.example.gov.cn.evil.example", "a b", "@evil.example", "[::1", ""]
EVERY_LANE = [
    "/",
    f"/guides/{CODE}/",
    f"/en/guides/{CODE}/",
    "/departments/",
    "/search/?q=x",
    f"/api/v1/guides/{CODE}",
    "/api/v1/openapi.json",
    f"/manuals/{CODE}/",
    "/admin/login/",
    "/healthz",
    "/static/css/tokens.css",
]


@pytest.fixture(autouse=True)
def _our_host(settings):
    settings.ALLOWED_HOSTS = [OURS]


@pytest.mark.parametrize("address", EVERY_LANE)
def test_no_lane_answers_for_another_host(client, address):
    file()

    ours = client.get(address, headers={"host": OURS})
    strange = [client.get(address, headers={"host": host}).status_code for host in STRANGE[:-1]]

    assert ours.status_code in (200, 302)
    assert strange == [400] * len(strange)


@pytest.mark.parametrize("host", STRANGE)
def test_a_stored_page_is_not_shown_under_another_host(application, host):  # noqa: F811
    file()
    stored_pages.keep([CODE])
    address = f"/guides/{CODE}/"
    ask(application, address, HTTP_HOST=OURS)
    application.behind.clear()

    strange = ask(application, address, HTTP_HOST=host)
    ours = ask(application, address, HTTP_HOST=OURS)

    assert strange[0] == "400 Bad Request"
    assert CODE.encode() not in strange[2]
    assert ours[0] == "200 OK"
    assert application.behind == [address]
