"""What readers see and send: `/feedback/<code>/`, without log-in and without cookies."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from core.access import attempt_counts
from feedback.choices import Level, Outcome, Words
from feedback.limits import RATINGS_A_GUIDE
from feedback.models import Correction, Rating, RatingTask
from tests.home.samples import CODE, document, file, soup, words

pytestmark = [pytest.mark.django_db, pytest.mark.city]
URL = f"/feedback/{CODE}/"
CONTACTS = {"enquiries": [{"way": "phone", "value": "0599-9000207"}]}


@pytest.fixture(autouse=True)
def _guide():
    attempt_counts.own_memory.clear()
    cache.clear()
    file(document(contacts=CONTACTS))


def send(client, **typed):
    return client.post(URL, typed)


def test_a_guide_offers_five_levels_and_a_correction_beside_each_section(client):
    page = soup(client.get(f"/guides/{CODE}/"))

    buttons = page.select("#rate form[method=post] button[name=level]")
    assert [one["value"] for one in buttons] == ["1", "2", "3", "4", "5"]
    assert page.select_one("#contacts a.correct")["href"] == f"{URL}?section=contacts#correct"


def test_one_press_is_a_rating_and_needs_no_cookie(client):
    answer = send(client, act="level", level="2", version="1")

    rating = Rating.objects.get()
    assert answer.status_code == 303
    assert (rating.code, rating.version, rating.level) == (CODE, 1, Level.GOOD)
    assert rating.title == "食品经营许可（新办）"
    assert not answer.cookies


def test_a_double_click_is_one_rating_with_one_task(client):
    first = send(client, act="level", level="5", version="1")

    second = send(client, act="level", level="5", version="1")

    assert (first.status_code, second.status_code) == (303, 303)
    assert Rating.objects.count() == RatingTask.objects.count() == 1


def test_another_level_another_browser_or_another_minute_is_another_rating(client):
    send(client, act="level", level="5", version="1")

    send(client, act="level", level="1", version="1")
    client.post(URL, {"act": "level", "level": "5"}, headers={"User-Agent": "another"})
    attempt_counts.own_memory.clear()
    cache.clear()
    Rating.objects.update(created_at=timezone.now() - timedelta(minutes=1))
    send(client, act="level", level="5", version="1")

    assert Rating.objects.count() == 4


def test_a_double_click_at_the_limit_is_told_of_its_rating(client):
    for number in range(RATINGS_A_GUIDE - 1):
        client.post(URL, {"act": "level", "level": "1"}, headers={"User-Agent": f"b {number}"})

    answers = [send(client, act="level", level="1") for _click in range(2)]

    assert [one.status_code for one in answers] == [303, 303]


def test_a_bad_rating_may_be_explained_afterwards(client):
    receipt = send(client, act="level", level="4").url
    page = soup(client.get(receipt))
    token = page.select_one("input[name=said]")["value"]

    send(client, act="details", said=token, reasons=["words"], words="看不懂")

    rating = Rating.objects.get()
    assert "15 个工作日" in page.select_one("#rate [role=status]").get_text()
    assert (rating.reasons, rating.words, rating.words_state) == (["words"], "看不懂", "waiting")
    assert RatingTask.objects.get().rating == rating


def test_words_are_shown_after_a_look_only(client):
    Rating.objects.create(code=CODE, version=1, level=2, words="很清楚", words_state=Words.WAITING)
    Rating.objects.create(code=CODE, version=1, level=2, words="好懂", words_state=Words.SHOWN)

    text = words(client.get(URL))

    assert "好懂" in text
    assert "很清楚" not in text


def test_a_correction_is_filled_in_from_the_section_and_the_sentence(client):
    page = soup(client.get(URL, {"section": "contacts", "sentence": "0599-9000207"}))

    assert page.select_one("#section option[selected]")["value"] == "contacts"
    assert page.select_one("#sentence")["value"] == "0599-9000207"
    assert page.select_one("textarea#text")


def test_a_correction_is_received_and_its_words_wait_for_the_answer(client):
    receipt = send(
        client, act="correction", section="contacts", sentence="0599", text="三天没人接", phone=""
    )
    own = words(client.get(receipt.url))
    others = words(client.get(URL))

    correction = Correction.objects.get()
    assert correction.section == "contacts"
    assert correction.number in own and "三天没人接" in own
    assert "正在核对" in others and "三天没人接" not in others


def test_an_answer_is_public_with_what_was_said(client):
    send(client, act="correction", text="三天没人接")
    Correction.objects.update(outcome=Outcome.MENDED, answer="说得对，已改。", mended_in=1)

    for address in (URL, "/feedback/"):
        text = words(client.get(address))
        assert "三天没人接" in text and "说得对，已改。" in text


def test_the_script_of_a_guide_learns_figures_and_sections_in_doubt(client):
    send(client, act="level", level="1")
    send(client, act="correction", section="contacts", text="三天没人接")

    answer = client.get(f"{URL}figures.json")

    assert answer.json()["figures"]["clear"] == 1
    assert list(answer.json()["doubts"]) == ["contacts"]
    assert "max-age=60" in answer["Cache-Control"]


def test_a_form_with_a_fault_keeps_what_was_typed_and_says_what_to_do(client):
    answer = send(client, act="correction", section="contacts", phone="12", text="三天没人接")

    page = soup(answer)
    assert answer.status_code == 422
    assert page.select_one("textarea#text").get_text() == "三天没人接"
    assert [link["href"] for link in page.select("[role=alert] a")] == ["#phone"]
    assert not Correction.objects.exists()


@pytest.mark.parametrize(
    "typed",
    [
        {"act": "level", "level": "9"},
        {"act": "level", "level": "²"},
        {"act": "level", "level": ""},
        {"act": "level", "level": "1", "version": "9" * 40},
        {"act": "level", "level": "1", "version": "-1"},
        {"act": "details", "said": "WyJjIiwxXQ", "words": "x"},
        {"act": "details", "said": "", "words": "x"},
        {"act": "correction", "text": "字" * 1001},
        {"act": "correction", "text": " \u200b"},
        {"act": "correction", "text": "a\0b"},
        {"act": "correction", "text": "a\u202eb"},
        {"act": "correction", "text": "x", "kinds": ["none"]},
        {},
    ],
    ids=str,
)
def test_what_cannot_be_taken_is_refused_and_nothing_is_kept(client, typed):
    assert send(client, **typed).status_code == 422
    assert not Rating.objects.exists() and not Correction.objects.exists()


def test_a_version_that_there_is_not_becomes_the_current_one(client):
    send(client, act="level", level="1", version="7")

    assert Rating.objects.get().version == 1


def test_a_field_that_nobody_sees_gives_a_machine_away(client):
    answer = send(client, act="correction", text="buy", website="https://spam.example")

    assert answer.status_code == 302
    assert not Correction.objects.exists()


def test_one_network_says_only_so_much(client):
    answers = [
        client.post(URL, {"act": "level", "level": "1"}, headers={"User-Agent": f"browser {n}"})
        for n in range(RATINGS_A_GUIDE + 1)
    ]

    assert [one.status_code for one in answers] == [303] * RATINGS_A_GUIDE + [429]
    assert Rating.objects.count() == RATINGS_A_GUIDE


def test_a_receipt_of_another_guide_shows_nothing(client):
    receipt = send(client, act="correction", text="三天没人接").url.partition("?")[2]
    other = file(document("美容许可"), code="scjg-000131001002-01")

    text = words(client.get(f"/feedback/{other}/?{receipt}"))

    assert "三天没人接" not in text


def test_a_guide_that_there_is_not_takes_nothing(client):
    assert client.get("/feedback/none/").status_code == 404
    assert client.post("/feedback/none/", {"act": "level", "level": "1"}).status_code == 404


def test_the_page_speaks_english(client):
    page = client.get(f"/en{URL}")

    assert "Point out a mistake" in words(page)


WRONG = {"act": "correct", "section": "contacts", "sentence": "电话", "text": "号码错了"}


def test_a_correction_that_is_sent_twice_is_one_with_one_number(client):
    first = send(client, **WRONG)

    second = send(client, **WRONG)

    assert first.status_code == second.status_code == 303
    assert first.url.split("said=")[0] == second.url.split("said=")[0]
    assert Correction.objects.get().number in client.get(second.url).content.decode()


def test_another_word_or_another_day_makes_another_correction(client):
    send(client, **WRONG)
    send(client, **WRONG | {"text": "号码也错了"})
    Correction.objects.update(created_at=timezone.now() - timedelta(hours=1))

    send(client, **WRONG)

    assert Correction.objects.count() == 3
