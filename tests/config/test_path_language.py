"""The language of a public page follows its path alone."""

import pytest

from config.path_language import language_of


@pytest.mark.parametrize(
    ("path", "language"),
    [
        ("/", "zh-hans"),
        ("/guides/a/", "zh-hans"),
        ("/en/", "en"),
        ("/en/guides/a/", "en"),
        ("/england/", "zh-hans"),
    ],
)
def test_language_of_a_path(path, language):
    assert language_of(path) == language


@pytest.mark.django_db
def test_the_browsers_language_changes_nothing(client):
    answer = client.get("/healthz", headers={"accept-language": "en"})

    assert answer.headers["Content-Language"] == "zh-hans"
    assert "Accept-Language" not in answer.headers.get("Vary", "")
