"""What readers get of a guide that is scheduled, suspended, superseded, expired or abolished."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from home import stored_pages
from publication import states
from publication.models import PublicState
from tests.home.samples import CODE, document, file, soup, words

pytestmark = [pytest.mark.django_db, pytest.mark.city]
URL = f"/guides/{CODE}/"
ONLINE = {"online": True, "online_url": "https://zwfw.example/apply", "forms": ["2"]}


def applying(response):
    """Return the links that lead to the application online."""
    return soup(response).find_all("a", href=ONLINE["online_url"], class_="main")


def test_a_guide_in_force_offers_to_apply_and_has_no_band(client):
    file(document(handling=ONLINE))

    response = client.get(URL)

    assert applying(response)
    assert not soup(response).select(".band")


def test_an_old_version_says_so_and_leads_to_the_one_in_force(client):
    file(document(handling=ONLINE))
    file(document(handling=ONLINE, change_note="第二次"), version=2)

    response = client.get(f"{URL}v/1/")

    band = soup(response).select_one(".band")
    assert "这是第 1 版。" in band.get_text()
    assert band.a["href"] == URL
    assert not applying(response)


def test_a_coming_version_is_announced_and_can_be_read(client):
    tomorrow = timezone.localdate() + timedelta(days=1)
    file()
    file(document(change_note="第二次"), version=2, effective_on=tomorrow)

    band = soup(client.get(URL)).select_one(".band")
    coming = soup(client.get(f"{URL}v/2/")).select_one(".band")

    assert band.a["href"] == f"{URL}v/2/"
    assert "第 2 版自" in coming.get_text()
    assert coming.a["href"] == URL


def test_a_suspended_guide_says_why_and_until_when(client):
    file(document(handling=ONLINE))
    states.suspend(CODE, None, "系统升级。", timezone.localdate() + timedelta(days=3))

    response = client.get(URL)

    band = soup(response).select_one(".band.warn").get_text()
    assert response.status_code == 200
    assert "系统升级。" in band
    assert "为止" in band
    assert not applying(response)


@pytest.mark.parametrize(
    ("moment", "is_overdue"),
    [
        ("2026-11-29 23:59", False),
        ("2026-11-30 00:00", True),
        ("2026-11-30 07:59", True),
        ("2026-12-25 12:00", True),
    ],
)
def test_on_its_last_day_a_suspension_says_that_the_office_is_asked(
    client, set_clock, moment, is_overdue
):
    set_clock("2026-11-20 09:00")
    file(document(handling=ONLINE))
    states.suspend(CODE, None, "系统升级。", date(2026, 11, 30))
    stored_pages.keep([CODE])

    set_clock(moment)
    response = client.get(URL)

    band = soup(response).select_one(".band.warn").get_text()
    assert ("现在已经到期" in band) is is_overdue
    assert ("预计到" in band) is not is_overdue
    assert "系统升级。" in band
    assert not applying(response)


def test_who_has_the_page_of_a_suspension_gets_another_once_its_day_has_come(client, set_clock):
    set_clock("2026-11-29 23:59")
    file()
    states.suspend(CODE, None, "系统升级。", date(2026, 11, 30))
    etag = client.get(URL)["ETag"]
    kept = client.get(URL, headers={"If-None-Match": etag}).status_code

    set_clock("2026-11-30 00:01")

    assert kept == 304
    assert client.get(URL, headers={"If-None-Match": etag}).status_code == 200


def test_an_abolished_guide_is_gone_with_its_reason_successor_and_last_version(client):
    file()
    file(document(name="接替的事项", basic="7"), code="next")
    states.abolish(CODE, None, "依据已经废止。", successor="next")

    response = client.get(URL)

    links = {link["href"]: link.get_text() for link in soup(response).find_all("a", href=True)}
    assert response.status_code == 410
    assert "依据已经废止。" in words(response)
    assert links["/guides/next/"] == "接替的事项（新办）"
    assert f"{URL}v/1/" in links


def test_a_successor_that_was_replaced_itself_leads_on_to_the_last_one(client):
    file()
    file(document(name="第二个事项", basic="7"), code="next")
    file(document(name="第三个事项", basic="8"), code="last")
    states.abolish(CODE, None, "合并。", successor="next")
    before = client.get(URL)["ETag"]
    states.abolish("next", None, "又合并。", successor="last")

    response = client.get(URL, headers={"If-None-Match": before})
    version = soup(client.get(f"{URL}v/1/")).select_one(".band.stop a")
    answer = client.get(f"/api/v1/guides/{CODE}").json()

    assert soup(response).select_one("dd a")["href"] == "/guides/last/"
    assert (version["href"], version.get_text()) == ("/guides/last/", "第三个事项（新办）")
    assert (answer["successor"], answer["successor_title"]) == ("last", "第三个事项（新办）")


def test_successors_in_a_circle_do_not_hang(client):
    file()
    file(document(name="第二个事项", basic="7"), code="next")
    states.abolish(CODE, None, "合并。", successor="next")
    PublicState.objects.filter(code="next").update(state="abolished", successor=CODE)

    assert client.get(URL).status_code == 410


def test_the_last_version_of_an_abolished_guide_stays_readable(client):
    file(document(handling=ONLINE))
    states.abolish(CODE, None, "依据已经废止。")

    response = client.get(f"{URL}v/1/")

    assert response.status_code == 200
    assert soup(response).select_one(".band.stop")
    assert not applying(response)


@pytest.mark.parametrize("path", ["/guides/nothing/", f"{URL}v/2/", f"{URL}v/0/", "/nothing/"])
def test_what_does_not_exist_offers_search(client, path):
    file()

    response = client.get(path)

    assert response.status_code == 404
    assert soup(response).find("form", action="/search/")
