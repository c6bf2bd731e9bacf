"""The query log: nothing of who, figures for operators, a word from a query in one click."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core.choices import Role
from search.log import figures, noting
from search.log.keeping import forget_old
from search.log.masking import masked
from search.models import LoggedClick, LoggedQuery, Synonym
from tests.factories import person
from tests.search.samples import guide, index_all, publish

pytestmark = [pytest.mark.django_db, pytest.mark.city, pytest.mark.usefixtures("alone")]


class _NoTimer:
    """Stands for the timer: tests write when they want to."""

    daemon = True

    def __init__(self, *args):
        """Take what a timer takes."""

    def start(self):
        """Do nothing: `flush` is called by the test."""


@pytest.fixture
def log(settings, monkeypatch):
    settings.SEARCH_LOG_SECONDS = 5
    monkeypatch.setattr(noting, "Timer", _NoTimer)
    monkeypatch.setattr(noting, "_timer", None)
    noting.flush()
    yield noting.flush
    noting._waiting.clear()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("身份证号350702199001011234丢了", "身份证号＊丢了"),
        ("打 0599-8712345 没人接", "打 ＊ 没人接"),
        ("我叫张小明要办居住证", "我叫＊要办居住证"),
        ("王建国先生的执照", "＊先生的执照"),
        ("a.b@example.com 收不到", "＊ 收不到"),
        ("办身份证要 15 天", "办身份证要 15 天"),
    ],
)
def test_numbers_and_names_are_masked(typed, kept):
    assert masked(typed) == kept


def test_a_search_and_what_was_opened_are_written_down(client, log):
    code = publish(guide())
    index_all()
    client.get("/search/", {"q": "开饭店"})
    client.get("/search/", {"q": "开饭店", "page": "2"})
    client.post("/search/clicks/", {"q": "开饭店", "code": code, "rank": "1"})
    client.post("/search/clicks/", {"q": "开饭店", "code": "../x", "rank": "1"})

    log()

    row, clicked = LoggedQuery.objects.get(), LoggedClick.objects.get()
    assert (row.text, row.total, row.first) == ("开饭店", 1, code)
    assert (clicked.code, clicked.rank) == (code, 1)


def test_old_rows_go():
    now = timezone.now()
    for days in (1, 89, 91, 400):
        at = now - timedelta(days=days)
        LoggedQuery.objects.create(at=at, text="x", total=1, related=0, milliseconds=1)

    assert forget_old(0) == 2
    assert LoggedQuery.objects.count() == 2


def test_a_query_without_hits_becomes_a_word_and_finds_at_once(client, log):
    code = publish(guide())
    index_all()
    for _time in range(3):
        client.get("/search/", {"q": "弄个铺头"})
    client.post("/search/clicks/", {"q": "弄个铺头", "code": code, "rank": "1"})
    log()
    (candidate,) = figures.candidates()
    client.force_login(person(Role.OPERATOR))
    page = client.get(reverse("search_report")).content.decode()

    client.post(
        reverse("search_add_word"),
        {"word": candidate.word, "official": candidate.official, "evidence": candidate.evidence},
    )

    assert (candidate.times, candidate.official) == (3, "食品经营许可")
    assert "弄个铺头" in page
    assert Synonym.objects.get().evidence == "搜索记录：30 天内 3 次没有结果"
    found = client.get("/api/v1/search", {"q": "弄个铺头"}).json()
    assert [item["code"] for item in found["items"]] == [code]
    assert figures.candidates() == []


def test_a_word_that_stands_in_other_names_is_pointed_out(client):
    publish(guide(item={"name": "户外广告铺头设置", "aliases": []}))
    index_all()
    client.force_login(person(Role.OPERATOR))

    answer = client.post(
        reverse("search_add_word"), {"word": "铺头", "official": "食品经营许可"}, follow=True
    )

    assert "户外广告铺头设置" in answer.content.decode()


def test_the_screens_say_how_search_is_and_why_a_guide_stands_there(client):
    code = publish(guide())
    index_all()
    client.force_login(person(Role.AUDITOR))

    health = client.get(reverse("search_health")).content.decode()
    why = client.get(reverse("search_explain"), {"q": "食品经营", "code": code}).content.decode()

    assert "没写进索引的事件" in health
    assert "排第 1" in why
