"""A filed bundle is found: on the pages of its guides, by search on the site and in the API."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from django.utils import timezone
from docx import Document

from exchange.models import StoredPaper
from exchange.papers.store import forget_drafts
from exchange.papers.working import make_waiting
from home.models import StoredPage
from publication import states
from publication.bundles.deciding import agree, file, fingerprint
from publication.models import BundlePart, PublicState
from tests.publication.test_bundles import (  # noqa: F401
    CODES,
    bundle,
    departments,
    file_guide,
    guide,
    officer,
    reviewers,
)

pytestmark = [pytest.mark.django_db, pytest.mark.city]


@pytest.fixture
def file_it(bundle, reviewers, officer, django_capture_on_commit_callbacks):  # noqa: F811
    """Return a function: files the bundle as it is now."""

    def as_it_is():
        with django_capture_on_commit_callbacks(execute=True):
            for reviewer in reviewers.values():
                agree(bundle, reviewer, fingerprint(bundle))
            return file(bundle, officer, fingerprint(bundle))

    return as_it_is


def page_of(client, code):
    return client.get(f"/guides/{code}/").content.decode()


def test_each_guide_leads_to_the_joint_page_and_its_stored_page_too(client, file_it):
    before = page_of(client, CODES[0])

    file_it()

    assert "/bundles/kai-dian/" not in before
    for code in CODES:
        assert "/bundles/kai-dian/" in page_of(client, code)
        assert StoredPage.objects.filter(code=code).count() == 2


def test_a_guide_that_leaves_the_bundle_leads_there_no_more(client, bundle, file_it):  # noqa: F811
    file_it()
    third = "scjg-000131003000-01"
    file_guide(guide("000131003000"), third)
    BundlePart.objects.filter(bundle=bundle, code=CODES[1]).update(code=third)

    file_it()

    assert "/bundles/kai-dian/" not in page_of(client, CODES[1])
    assert "/bundles/kai-dian/" in page_of(client, third)
    assert PublicState.objects.get(code=CODES[1]).bundles == []


@pytest.mark.parametrize("words", ["开一家店", "开店", "事项1000", "事项2000办事指南"])
def test_a_bundle_is_found_by_its_name_and_by_its_guides(client, file_it, words):
    file_it()

    answer = client.get("/api/v1/search", {"q": words}).json()
    page = client.get("/search/", {"q": words}).content.decode()

    assert answer["bundles"] == [{"slug": "kai-dian", "title": "开店", "summary": "开店一起办"}]
    assert "/bundles/kai-dian/" in page


@pytest.mark.parametrize("params", [{"q": "护照"}, {"q": ""}, {"q": "开店", "page": "2"}])
def test_other_words_and_further_pages_find_none(client, file_it, params):
    file_it()

    assert client.get("/api/v1/search", params).json()["bundles"] == []


def test_a_guide_that_is_suspended_is_named_on_the_page_and_on_paper(client, file_it):
    file_it()
    states.suspend(CODES[1], None, "系统升级。", timezone.localdate())

    page = client.get("/bundles/kai-dian/").content.decode()
    client.get("/bundles/kai-dian/bundle.docx")
    make_waiting()
    paper = client.get("/bundles/kai-dian/bundle.docx")

    (name,) = re.findall(rf'href="/guides/{CODES[1]}/"[^>]*>([^<]*事项[^<]*)<', page)
    words = "".join(one.text for one in Document(BytesIO(paper.getvalue())).paragraphs)
    assert f"没有列入：{name}。" in words


@pytest.mark.pango
def test_its_papers_are_made_once_and_sent(client, file_it):
    file_it()
    address = "/bundles/kai-dian/bundle.pdf"

    waiting = client.get(address)
    make_waiting()
    made = client.get(address)

    assert (waiting.status_code, made.status_code) == (202, 200)
    assert made.getvalue().startswith(b"%PDF")
    assert client.get(address, headers={"if-none-match": made["ETag"]}).status_code == 304
    StoredPaper.objects.update(requested_at=timezone.now() - timedelta(2))
    assert forget_drafts(0) == 0, "it is kept, as those of filed versions are"
    assert client.get("/bundles/none/bundle.pdf").status_code == 404
