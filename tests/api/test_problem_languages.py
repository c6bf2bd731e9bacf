"""Problems speak Chinese, or English to who prefers it, and say which they speak."""

import pytest

from home.wording import is_chinese

pytestmark = pytest.mark.django_db
PROBLEMS = [
    "guides/none",
    "guides/a b/",
    "guides?limit=0&updated_after=x&state=x&department=!&q=" + "x" * 201,
    "guides?q=%07",
    "guides?cursor=p1",
    "guides?q=x&updated_after=2026-01-01",
    "search?sort=x&online=x&page=x&limit=99&situation=",
    "changes?after=" + "9" * 30,
    "suggest?limit=-1",
]
PREFERENCES = {
    "": "zh-hans",
    "zh-CN,zh;q=0.9,en;q=0.8": "zh-hans",
    "*": "zh-hans",
    "de": "zh-hans",
    "en": "en",
    "en-GB,en;q=0.9,zh;q=0.1": "en",
    "de, en;q=0.5": "en",
    "zh;q=0.1, en": "en",
    "nonsense;;q=, \x7f": "zh-hans",
}


@pytest.mark.parametrize(("accepted", "language"), PREFERENCES.items(), ids=repr)
def test_the_language_is_the_preferred_one_and_is_named(client, accepted, language):
    answer = client.get("/api/v1/guides/none", headers={"accept-language": accepted})

    assert answer["Content-Language"] == language
    assert "Accept-Language" in answer["Vary"]
    assert is_chinese(answer.json()["title"]) == (language == "zh-hans")


@pytest.mark.parametrize("path", PROBLEMS)
def test_every_text_of_a_problem_is_in_that_language(client, path):
    chinese = client.get(f"/api/v1/{path}")
    english = client.get(f"/api/v1/{path}", headers={"accept-language": "en"})

    assert chinese.status_code == english.status_code >= 400
    assert [is_chinese(text) for text in texts(chinese)] == [True] * len(texts(chinese))
    assert [is_chinese(text) for text in texts(english)] == [False] * len(texts(english))


@pytest.mark.parametrize("method", ["post", "put"])
def test_a_wrong_method_is_told_in_that_language(client, method):
    answer = getattr(client, method)("/api/v1/guides", headers={"accept-language": "en"})

    assert (answer.status_code, answer["Content-Language"]) == (405, "en")
    assert not is_chinese(answer.json()["title"])


def texts(answer):
    """Return what a problem says to a person."""
    body = answer.json()
    return [body["title"], body["detail"], *(one["message"] for one in body.get("errors", ()))]
