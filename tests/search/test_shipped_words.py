"""The words of a newer release come into a city's dictionary, beside what the city made of it."""

import json

import pytest
from django.core.management import call_command

from search.dictionary import shipped
from search.dictionary.shipped import load_shipped
from search.models import AskingWord, Synonym

pytestmark = [pytest.mark.django_db, pytest.mark.city]


@pytest.fixture
def ship(monkeypatch, tmp_path):
    """Return a function that makes a release ship these lines of everyday words, and loads them."""
    for name in shipped.FILES.values():
        (tmp_path / name).write_text("", "utf-8")
    monkeypatch.setattr(shipped, "SHIPPED", tmp_path)

    def load(*lines):
        (tmp_path / "everyday.txt").write_text("\n".join(lines), "utf-8")
        return load_shipped()

    return load


def names_of(word):
    return Synonym.objects.get(word=word).official_names


def test_a_newer_release_adds_its_new_words_and_new_names_of_words_left_as_they_were(ship):
    ship("食品经营许可：开饭店 饭馆")

    loaded = ship("食品经营许可：开饭店 饭馆 夜宵店", "餐饮服务：饭馆")

    assert (loaded.added, loaded.extended, loaded.kept) == (["夜宵店"], ["饭馆"], [])
    assert names_of("饭馆") == ["食品经营许可", "餐饮服务"]


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_what_the_city_changed_switched_off_or_deleted_stays_so(ship, line_end):
    ship("食品经营许可：开饭店 饭馆 食堂 面馆")
    Synonym.objects.filter(word="开饭店").update(official="食品经营许可（餐饮）")
    Synonym.objects.filter(word="饭馆").update(is_active=False, weight=0.3)
    Synonym.objects.get(word="食堂").delete()
    Synonym.objects.create(word="夜宵店", official=f"夜市摊位{line_end}占道")

    loaded = ship("食品经营许可：开饭店 饭馆 食堂 面馆 夜宵店", "餐饮服务：开饭店 饭馆 食堂")

    assert names_of("开饭店") == ["食品经营许可（餐饮）"]
    assert names_of("夜宵店") == ["夜市摊位", "占道"]
    assert names_of("饭馆") == ["食品经营许可", "餐饮服务"]
    assert Synonym.objects.filter(word="饭馆", is_active=False, weight=0.3).exists()
    assert not Synonym.objects.filter(word="食堂").exists()
    assert sorted(loaded.kept) == sorted(["开饭店", "食堂", "夜宵店"])


def test_a_word_saved_in_a_form_without_a_change_is_as_it_was_shipped(ship):
    ship("食品经营许可：饭馆", "餐饮服务：饭馆")
    Synonym.objects.filter(word="饭馆").update(official="食品经营许可\r\n餐饮服务")

    loaded = ship("食品经营许可：饭馆", "餐饮服务：饭馆", "小餐饮登记：饭馆")

    assert loaded.extended == ["饭馆"]


def test_the_command_says_what_it_did_and_a_second_time_does_nothing(capsys):
    AskingWord.objects.filter(word="怎么办").update(is_active=False)
    AskingWord.objects.filter(word="怎么弄").delete()

    call_command("search_words", json="-")
    first = json.loads(capsys.readouterr().out)
    call_command("search_words", json="-")
    again = json.loads(capsys.readouterr().out)

    assert len(first["added"]) == Synonym.objects.count() > 400
    assert first["asking"] == 1
    assert again == {"added": [], "extended": [], "kept": [], "asking": 0}
    assert not AskingWord.objects.get(word="怎么办").is_active
