"""Papers of guides: queued by the first reader, made by a worker, kept once a version."""

import sys
from datetime import timedelta

import pytest

from core.papers import pdf
from exchange.models import StoredPaper
from exchange.papers import queueing, working
from exchange.papers.ahead import queue_ahead
from exchange.papers.working import make_waiting
from guides.models import Outline
from guides.outlines.loading import load_shipped_outlines
from publication.models import Event
from publication.states import abolish, suspend
from publication.take_over import take_over
from tests.exchange.papers.reading_pdf import pages_of, squeezed
from tests.filled_documents import Filler, filled_guide, filled_manual
from tests.publication.filing_samples import filed, old_envelope

pytestmark = pytest.mark.django_db
CODE = "scjg-000131001000-01"
NOTICE, FULL, WORD = (
    f"/guides/{CODE}/{name}" for name in ("notice.pdf", "guide.pdf", "guide.docx")
)


@pytest.fixture(autouse=True)
def _own_store(settings, tmp_path):
    settings.CONTENT_STORE_ROOT = str(tmp_path)


def content_of(response):
    return b"".join(response.streaming_content)


def test_the_first_reader_queues_a_paper_once_and_is_asked_to_wait(client):
    filed(CODE)

    first, second = client.get(NOTICE), client.get(NOTICE)

    assert [first.status_code, second.status_code] == [202, 202]
    assert first["Cache-Control"] == "no-store"
    assert first["Retry-After"] == "3"
    page = first.content.decode()
    assert '<meta http-equiv="refresh" content="3">' in page
    assert "正在生成" in page
    assert StoredPaper.objects.values_list("form", "state").get() == ("notice", "waiting")


@pytest.mark.pango
def test_a_paper_is_made_once_and_sent_from_the_store(client):
    filed(CODE)
    client.get(NOTICE)

    made = make_waiting()

    response = client.get(NOTICE)
    content = content_of(response)
    assert made == 1
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    assert response["Cache-Control"] == "public, no-cache"
    assert f'filename="{CODE}-v1-notice.pdf"' in response["Content-Disposition"]
    assert len(pages_of(content)) == 1
    assert client.get(NOTICE, headers={"If-None-Match": response["ETag"]}).status_code == 304
    part = client.get(NOTICE, headers={"Range": "bytes=0-3"})
    assert (part.status_code, content_of(part)) == (206, b"%PDF")
    assert make_waiting() == 0


@pytest.mark.pango
def test_a_new_version_and_a_new_state_have_papers_of_their_own(client):
    filed(CODE)
    client.get(NOTICE)
    make_waiting()

    suspend(CODE, None, "系统升级")

    assert client.get(NOTICE).status_code == 202
    make_waiting()
    text = squeezed(pages_of(content_of(client.get(NOTICE)))[0])
    assert "系统升级" in text
    assert StoredPaper.objects.count() == 2


def test_an_abolished_guide_has_no_papers_and_an_unknown_one_neither(client):
    filed(CODE)
    abolish(CODE, None, "改革取消")

    assert client.get(NOTICE).status_code == 410
    assert client.get("/guides/nobody-000000000000-01/guide.pdf").status_code == 404
    assert not StoredPaper.objects.exists()


@pytest.mark.pango
def test_what_is_internal_stands_in_no_public_paper(client):
    load_shipped_outlines()
    filler = Filler(lambda place, internal: "zqinternalonly" if internal else f"公开 {place}")
    guide = filled_guide(Outline.objects.get(key="unified-guide"), filler)
    manual = filled_manual(
        Outline.objects.get(key="unified-manual"), guide, Filler(lambda *_: "zqinternalonly")
    )
    take_over(CODE, guide, manual, old_envelope(1))
    for address in (NOTICE, FULL, WORD):
        client.get(address)
    make_waiting()

    texts = ["".join(pages_of(content_of(client.get(address)))) for address in (NOTICE, FULL)]
    word = content_of(client.get(WORD))

    assert all("公开" in text for text in texts)
    assert not any("zqinternal" in squeezed(text) for text in texts)
    assert "zqinternal" not in _words_of_docx(word)
    assert client.get(f"/guides/{CODE}/manual.pdf").status_code == 404


def _words_of_docx(content):
    from io import BytesIO
    from zipfile import ZipFile

    archive = ZipFile(BytesIO(content))
    return "".join(
        archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml")
    )


def test_when_too_many_wait_the_next_reader_is_told_to_come_again(client, monkeypatch):
    filed(CODE)
    monkeypatch.setattr(queueing, "MOST_WAITING", 1)
    client.get(NOTICE)

    response = client.get(FULL)

    assert response.status_code == 503
    assert response["Retry-After"] == "60"
    assert "过几分钟" in response.content.decode()


def test_a_paper_that_ended_two_workers_is_set_aside(client):
    filed(CODE)
    client.get(NOTICE)
    StoredPaper.objects.update(attempts=working.MOST_ATTEMPTS)

    assert make_waiting() == 0

    assert StoredPaper.objects.get().state == StoredPaper.State.FAILED
    assert client.get(NOTICE).status_code == 503


def test_without_pango_papers_fail_with_what_to_install_and_the_site_goes_on(client, monkeypatch):
    filed(CODE)
    client.get(NOTICE)
    pdf._weasyprint.cache_clear()
    monkeypatch.setitem(sys.modules, "weasyprint", None)

    make_waiting()

    pdf._weasyprint.cache_clear()
    assert "apt-get install libpango-1.0-0" in StoredPaper.objects.get().message
    assert client.get(NOTICE).status_code == 503
    assert client.get(f"/guides/{CODE}/").status_code == 200


def test_what_failed_is_tried_again_after_a_while(client):
    filed(CODE)
    client.get(NOTICE)
    StoredPaper.objects.update(state="failed", attempts=2, requested_at="2020-01-01T00:00Z")

    assert client.get(NOTICE).status_code == 202

    assert StoredPaper.objects.get().attempts == 0


def test_the_page_in_force_leads_to_its_papers_and_an_older_version_does_not(client):
    filed(CODE)
    filed(CODE, title="食品经营许可办事指南二", version=2, number=2)

    current = client.get(f"/guides/{CODE}/").content.decode()
    older = client.get(f"/guides/{CODE}/v/1/").content.decode()

    for address in (NOTICE, FULL, WORD):
        assert f'href="{address}"' in current
        assert f'href="{address}"' not in older


def test_notice_and_full_text_of_what_is_filed_are_queued_at_once(settings):
    settings.PAPERS_AHEAD = True
    filed(CODE)

    for event in Event.objects.order_by("seq"):
        queue_ahead(event)
        queue_ahead(event)

    assert sorted(StoredPaper.objects.values_list("form", flat=True)) == ["notice", "pdf"]


def test_papers_of_an_import_from_long_ago_wait_until_somebody_asks(settings):
    settings.PAPERS_AHEAD = True
    filed(CODE)
    event = Event.objects.get()
    event.at -= timedelta(hours=2)

    queue_ahead(event)

    assert not StoredPaper.objects.exists()
