"""The questions of a guide, one a page, and the guide of the own case."""

import pytest

from tests.home.samples import CODE, document, file, soup

pytestmark = [pytest.mark.django_db, pytest.mark.city]
URL = f"/guides/{CODE}/case/"
TREE = {
    "questions": [
        {
            "key": "q1",
            "question": "谁来办？",
            "options": [
                {
                    "key": "self",
                    "label": "本人办",
                    "next": "q2",
                    "effect": {"drop_materials": ["m2"]},
                },
                {
                    "key": "agent",
                    "label": "请人代办",
                    "next": "q2",
                    "effect": {"add_materials": ["m2"]},
                },
                {
                    "key": "abroad",
                    "label": "人在国外",
                    "effect": {"conclusion": "请找使领馆。", "elsewhere": True},
                },
            ],
        },
        {
            "key": "q2",
            "question": "清单写好了吗？",
            "options": [
                {"label": "写好了", "effect": {"conclusion": "现在就可以申请。"}},
                {"label": "没有", "effect": {"conclusion": "先申请，五日内补上。"}},
            ],
        },
    ]
}
MATERIALS = {
    "items": [
        {"key": "m1", "name": "申请表"},
        {"key": "m2", "name": "授权委托书", "necessity": "2"},
    ]
}


@pytest.fixture
def guide():
    return file(document(question_tree=TREE, materials=MATERIALS))


def radios(page):
    return [one["value"] for one in page.select("input[type=radio][name=a]")]


def test_each_question_is_a_page_whose_answer_is_in_the_next_address(client, guide):
    first = client.get(URL)
    second = client.get(URL, {"a": ["agent"]})

    assert '<input type="radio" name="a" value="self"' in first.content.decode()
    assert radios(soup(first)) == ["self", "agent", "abroad"]
    page = soup(second)
    assert radios(page) == ["o1", "o2"]
    assert [one["value"] for one in page.select("input[type=hidden][name=a]")] == ["agent"]
    assert page.select_one(".case-back")["href"] == URL
    assert "请人代办" in page.select_one(".case-side").get_text()


def test_the_last_page_holds_the_materials_of_the_case_alone(client, guide):
    by_agent = client.get(URL, {"a": ["agent", "o2"]}).content.decode()
    in_person = client.get(URL, {"a": ["self", "o1"]}).content.decode()

    assert "专属指南" in by_agent and 'type="radio"' not in by_agent
    assert "授权委托书" in by_agent and "因为您选了“请人代办”" in by_agent
    assert "授权委托书" not in in_person and "申请表" in in_person
    assert "先申请，五日内补上。" in by_agent


def test_a_case_that_is_not_for_this_guide_asks_for_no_materials(client, guide):
    page = client.get(URL, {"a": ["abroad"]}).content.decode()

    assert "请找使领馆。" in page
    assert "申请表" not in page


@pytest.mark.parametrize(
    "answers", [["no-such"], ["agent", "x"], ["agent", "o1", "more"], [""] * 99, ["a" * 9999]]
)
def test_answers_that_nobody_offered_lead_to_a_page_all_the_same(client, guide, answers):
    assert client.get(URL, {"a": answers}).status_code == 200


def test_who_answered_an_older_version_is_told(client, guide):
    page = client.get(URL, {"a": ["self", "o1"], "v": "7"}).content.decode()

    assert "您答题以后指南改过了" in page


def test_guide_without_questions_has_no_case(client):
    file(document())

    assert client.get(URL).status_code == 404


def test_english_and_kept_address(client, guide):
    page = client.get(f"/en{URL}", {"a": ["self"]}).content.decode()

    assert "Next question" in page or "See my guide" in page
    assert f'href="{URL}?a=self"' in page
