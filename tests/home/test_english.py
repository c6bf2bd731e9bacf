"""English pages: outside elements marked as Chinese no Chinese character appears."""

import pytest
from bs4 import Comment, Doctype

from home.wording import is_chinese
from publication import states
from search import consumer
from tests.home.samples import CODE, document, file, filled, soup
from tests.search.samples import index_all

pytestmark = [pytest.mark.django_db, pytest.mark.city]
GONE = "scjg-000131009999-01"
PATHS = [
    "/en/",
    f"/en/guides/{CODE}/",
    f"/en/guides/{CODE}/v/1/",
    f"/en/guides/{GONE}/",
    f"/en/guides/{GONE}/v/1/",
    "/en/departments/",
    "/en/departments/scjg/",
    "/en/search/",
    "/en/search/?q=食品&department=scjg",
    "/en/search/?q=根本没有的词",
    "/en/nothing/",
]


def strays(tree):
    """Return the Chinese texts and attributes outside elements marked `lang="zh"`."""
    found = []
    for text in tree.find_all(string=is_chinese):
        is_shown = text.parent.name != "script" and not isinstance(text, Comment | Doctype)
        if is_shown and not _marked(text.parent):
            found.append(str(text).strip())
    for tag in tree.find_all(True):
        # Official numbers stay as they are in the foot of printed pages.
        values = [str(value) for name, value in tag.attrs.items() if name != "data-foot"]
        found += [value for value in values if is_chinese(value) and not _marked(tag)]
    return found


def _marked(tag):
    own = next((one["lang"] for one in (tag, *tag.parents) if one.get("lang")), "")
    return own.startswith("zh")


@pytest.mark.parametrize("path", PATHS)
def test_no_stray_chinese(client, path):
    file(filled())
    file(document(name="旧事项", basic="000131009999"), code=GONE)
    states.abolish(GONE, None, "依据已经废止。")
    states.suspend(CODE, None, "系统升级。")
    index_all(consumer.index_in_database)

    tree = soup(client.get(path))

    assert tree.html["lang"] == "en"
    assert strays(tree) == []


def test_the_papers_of_an_english_page_are_said_to_be_in_chinese(client):
    file(filled())

    links = {
        language: soup(client.get(f"{language}/guides/{CODE}/")).select(f'a[href*="/{CODE}/"]')
        for language in ("", "/en")
    }

    papers = {name: [a for a in found if "." in a["href"]] for name, found in links.items()}
    assert len(papers[""]) == len(papers["/en"]) == 3
    assert [a.get("hreflang") for a in papers["/en"]] == ["zh-Hans"] * 3
    assert not any(a.get("hreflang") for a in papers[""])
    assert "in Chinese" in papers["/en"][0].get_text()


def test_the_check_itself_finds_strays():
    from bs4 import BeautifulSoup

    page = '<html lang="en"><p>中</p><p lang="zh">文</p><img alt="图"></html>'

    assert strays(BeautifulSoup(page, "html.parser")) == ["中", "图"]


def test_names_are_english_where_there_are_english_names(client):
    file(filled())

    tree = soup(client.get(f"/en/guides/{CODE}/"))

    assert tree.h1.get_text(" ", strip=True) == "Food business licence – New application"
    assert "Yunxi Market Regulation Bureau" in tree.get_text()


def test_the_languages_lead_to_each_other(client):
    file()

    chinese, english = (
        soup(client.get(path)).select_one(".top a[hreflang]")
        for path in (f"/guides/{CODE}/", f"/en/guides/{CODE}/")
    )

    assert chinese["href"] == f"/en/guides/{CODE}/"
    assert english["href"] == f"/guides/{CODE}/"
