"""What was written before the rooms were moved is there after `migrate`, and opens.

The database was made by the code of commit f975368: eight guides of the demo city, two with their
manuals, in every state from draft to abolished; without sessions and stored pages.
"""

import json
import lzma
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

HERE = Path(__file__).parent
DRAFT, IN_REVIEW = "wjw-000123015000-01", "ybj-002039003001-01"
PUBLISHED = "gaj-000709001000-01"
ABOLISHED = "gjj-002017071006-01"


@pytest.fixture(scope="module")
def opened(tmp_path_factory):
    """Lay the database, migrate it, and return what is found in it."""
    folder = tmp_path_factory.mktemp("old")
    database = folder / "db.sqlite3"
    database.write_bytes(lzma.decompress((HERE / "database_of_f975368.sqlite3.xz").read_bytes()))
    given = os.environ | {
        "DATABASE_URL": f"sqlite:///{database}",
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
        "PYTHONPATH": f"{settings.BASE_DIR}:{settings.BASE_DIR / 'site'}",
        "SEARCH_URL": "",
        "CACHE_URL": "",
    }
    _run(["manage.py", "migrate", "--verbosity", "0"], given)
    return json.loads(_run([HERE / "opening.py"], given))


def _run(command, environment):
    answer = subprocess.run(
        [sys.executable, *command],
        cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert answer.returncode == 0, answer.stderr
    return answer.stdout


def test_every_draft_opens_in_the_editor(opened):
    assert len(opened["drafts"]) == 8
    assert set(opened["forms"].values()) == {200}
    title, sections = opened["drafts"][DRAFT]
    assert title.endswith("办事指南")
    assert sections > 5


def test_filed_versions_have_the_text_that_was_hashed(opened):
    numbers = [number for number, _title, _is_whole in opened["versions"]]

    assert len(numbers) >= 7
    assert all(is_whole for _number, _title, is_whole in opened["versions"])
    assert all(number in opened["register"] for number in numbers)


def test_readers_get_what_they_got(opened):
    assert opened["public"][PUBLISHED] == 200
    assert opened["public"][ABOLISHED] == 410
    assert set(opened["public"].values()) == {200, 410}
    assert all(opened["facets"])


def test_reviews_are_still_under_way_and_files_lie_where_their_content_says(opened):
    assert IN_REVIEW in opened["in_review"]
    assert len(opened["files"]) > 5
    assert all(opened["files"])
