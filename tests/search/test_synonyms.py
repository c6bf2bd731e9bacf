"""The dictionary of everyday words: who keeps it, what it refuses, what it expands."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from core.choices import Role
from search.dictionary.snapshot import dictionary
from search.models import Synonym
from tests.factories import person

pytestmark = [pytest.mark.django_db, pytest.mark.city]
ADD = "wagtailsnippets_search_synonym:add"


def official_names_in(folded):
    return [(one.word, one.name) for one in dictionary().replacements_in(folded)]


def test_an_operator_adds_a_word_in_the_admin(client):
    client.force_login(person(Role.OPERATOR))

    answer = client.post(
        reverse(ADD),
        {
            "word": " 上户口 ",
            "official": "出生登记\n户口登记",
            "kind": "everyday",
            "direction": "one_way",
            "weight": "0.8",
            "is_active": "on",
        },
    )

    assert answer.status_code == 302
    word = Synonym.objects.get()
    assert (word.word, word.official_names) == ("上户口", ["出生登记", "户口登记"])


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.OPERATOR}))
def test_nobody_else_changes_the_dictionary(role, client):
    word = Synonym.objects.create(word="上户口", official="出生登记")
    client.force_login(person(role))

    for name, args in (("add", []), ("edit", [word.pk]), ("delete", [word.pk])):
        answer = client.post(reverse(f"wagtailsnippets_search_synonym:{name}", args=args))
        assert answer.status_code in {302, 403}, name

    assert list(Synonym.objects.values_list("word", flat=True)) == ["上户口"]


@pytest.mark.parametrize(
    ("word", "official"), [("户", "户口登记"), ("上户口", "出生登记"), ("落户", " \n ")]
)
def test_short_known_and_empty_entries_are_refused(word, official):
    Synonym.objects.create(word="上戶口", official="出生登记")

    with pytest.raises(ValidationError):
        Synonym(word=word, official=official).full_clean()


def test_the_longest_word_speaks_alone():
    Synonym.objects.create(word="开饭店", official="食品经营许可\n餐饮服务")
    Synonym.objects.create(word="饭店", official="宾馆")
    Synonym.objects.create(word="执照", official="营业执照")
    Synonym.objects.create(word="店开", official="不用", is_active=False)

    names = official_names_in("开饭店开执照")

    assert names == [
        ("开饭店", "食品经营许可"), ("开饭店", "餐饮服务"), ("执照", "营业执照"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("query", "looked_for"),
    [
        ("身份证昨天丢了", " 居民身份证 昨天 "),
        ("丢了我的身份证", " 我的 居民身份证 "),
        ("身份证丢了", " 居民身份证 "),
    ],
)
def test_a_word_speaks_also_when_its_two_pieces_stand_apart(query, looked_for):
    Synonym.objects.create(word="身份证丢了", official="居民身份证")

    (found,) = dictionary().replacements_in(query)

    assert found.in_place(query) == looked_for


@pytest.mark.parametrize("query", ["自己交的社保", "身份证", "丢了"])
def test_a_piece_alone_or_one_that_says_nothing_does_not_speak(query):
    Synonym.objects.create(word="身份证丢了", official="居民身份证")
    Synonym.objects.create(word="自己社保", official="养老保险登记")

    assert official_names_in(query) == []


def test_signs_of_the_database_in_a_word_mean_nothing():
    Synonym.objects.create(word="100%", official="全部")

    assert official_names_in("100分") == []
    assert official_names_in("要100%的") == [("100%", "全部")]
