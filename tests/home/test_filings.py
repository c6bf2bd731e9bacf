"""Certificates of filing: their code, their paper, and the public page that checks them."""

import re
from datetime import date

import pytest

from core.audit import acts, record
from core.audit.chain import chain
from core.audit.models import ChainHead
from core.choices import Role
from core.models import Department
from exchange.models import StoredPaper
from exchange.papers.certificate import certificate_html, certificate_of
from exchange.papers.working import make_waiting
from guides.showing.language import speaking
from publication.certificate import fingerprint, is_code_of, verification_code
from publication.models import PublishedVersion
from publication.take_over import take_over
from tests.exchange.papers.reading_pdf import overlapping, pages_of, squeezed
from tests.factories import person
from tests.publication.filing_samples import (
    filed,
    guide_document,
    manual_document,
    old_envelope,
)

pytestmark = pytest.mark.django_db
CODE = "scjg-000131001000-01"
ADDRESS = "/filings/旧备〔2025〕1号/"


@pytest.fixture(autouse=True)
def _own_store(settings, tmp_path):
    settings.CONTENT_STORE_ROOT = str(tmp_path)
    Department.objects.create(slug="scjg", name="云溪市市场监督管理局")


def version_of(kind="guide"):
    return PublishedVersion.objects.get(kind=kind)


def page_of(client, **asked):
    response = client.get(ADDRESS, asked)
    assert response.status_code == 200
    return response.content.decode()


def test_the_code_has_twelve_digits_that_nobody_confuses_and_differs_by_version():
    filed(CODE)
    filed(CODE, title="改名后的办事指南", version=2, number=2)

    first, second = map(verification_code, PublishedVersion.objects.order_by("version"))

    assert re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}", first)
    assert first != second


def test_a_code_is_known_as_people_type_it():
    filed(CODE)
    version = version_of()
    code = verification_code(version)

    typed = code.lower().replace("-", " ").replace("0", "o").replace("1", "l")

    assert is_code_of(version, typed)
    assert not is_code_of(version, code[:-1])
    assert not is_code_of(version, "")


def test_the_code_follows_from_every_fact_of_the_row():
    filed(CODE)
    version = version_of()
    code = verification_code(version)

    for name, value in (("filing_no", "旧备〔2025〕9号"), ("version", 9), ("sha256", "0" * 64)):
        changed = version_of()
        setattr(changed, name, value)
        assert verification_code(changed) != code


def test_the_page_says_true_for_the_code_and_shows_what_was_filed(client):
    filed(CODE)
    version = version_of()

    page = page_of(client, code=verification_code(version))

    assert "属实" in page
    assert "不属实" not in page
    for text in ("食品经营许可办事指南", "现行有效", fingerprint(version), "云溪市市场监督管理局"):
        assert text in page
    assert "登记簿里的原文和内容指纹一致" in page
    assert f'href="/guides/{CODE}/v/1/"' in page


def test_another_code_is_not_true(client):
    filed(CODE)

    page = page_of(client, code="0000-0000-0000")

    assert "不属实" in page


def test_the_page_compares_a_fingerprint_by_its_hash(client):
    filed(CODE)
    digits = fingerprint(version_of())

    same, other = (page_of(client, fingerprint=one) for one in (digits.upper(), "0" * 64))

    assert "内容指纹和登记簿一致" in same
    assert "内容指纹和登记簿不一致" in other


def test_a_number_without_a_code_asks_for_it_and_an_unknown_one_is_not_found(client):
    filed(CODE)

    assert "请输入证明上的验证码" in page_of(client)
    assert client.get("/filings/云政服备〔1999〕0001号/").status_code == 404
    assert client.get("/filings/%00/").status_code == 400


def test_the_form_leads_to_the_page_of_the_number(client):
    filed(CODE)

    response = client.get("/filings/", {"number": " 旧备〔2025〕1号 ", "code": "7KQ4"})

    assert response.status_code == 302
    assert response["Location"].endswith("/?code=7KQ4")
    assert client.get(response["Location"]).status_code == 200
    assert client.get("/filings/").status_code == 200


@pytest.mark.parametrize("number", ["a\0b", "a\r\nb", "旧备/1", "\x7f"])
def test_what_no_number_holds_is_asked_for_again(client, number):
    assert client.get("/filings/", {"number": number}).status_code == 200


def test_of_a_manual_the_page_says_only_that_it_was_filed(client):
    take_over(CODE, guide_document(), manual_document(preface="内部前言"), old_envelope())
    manual = version_of("manual")

    page = page_of(client, code=verification_code(manual))

    assert "属实" in page
    assert "业务手册（供工作人员使用，不公开）" in page
    assert manual.title not in page
    assert manual.sha256 not in page


def test_the_certificate_says_what_the_register_says(settings):
    settings.PUBLIC_BASE_URL = "https://bszn.yunxi.example"
    filed(CODE)
    filed(CODE, title="食品经营许可指南", version=2, number=2, effective_on=date(2025, 6, 1))
    version = PublishedVersion.objects.order_by("-version")[0]

    with speaking("zh-hans"):
        html = certificate_html(certificate_of(version))

    for text in (
        "备案证明",
        version.filing_no,
        "《食品经营许可指南》第 2 版",
        "代替第 1 版（2025 年 1 月 1 日起）",
        verification_code(version),
        fingerprint(version)[:32],
        "https://bszn.yunxi.example/filings/",
    ):
        assert text in html


@pytest.mark.pango
def test_the_register_gives_the_certificate_as_one_page_without_overlap(client):
    filed(CODE)
    version = version_of()
    client.force_login(person(Role.AUDITOR))
    address = f"/admin/certificates/{version.pk}/"

    waiting = client.get(address)
    make_waiting()
    response = client.get(address)

    content = b"".join(response.streaming_content)
    (page,) = pages_of(content)
    assert waiting.status_code == 202
    assert "no-store" in response["Cache-Control"]
    assert verification_code(version) in squeezed(page)
    assert overlapping(content) == []
    assert StoredPaper.objects.get().form == "certificate"


def test_the_register_leads_to_the_certificate(client):
    filed(CODE)
    client.force_login(person(Role.FILING_OFFICER))

    rows = client.get("/admin/publication/publishedversion/").content.decode()
    state = client.get(f"/admin/publication/state/{CODE}/").content.decode()

    address = f'href="/admin/certificates/{version_of().pk}/"'
    assert address in rows
    assert address in state


def test_the_certificate_names_the_end_of_the_audit_log_when_it_was_made():
    filed(CODE)
    without = certificate_html(certificate_of(version_of()))
    record(acts.SIGN_IN_FAILED, by=None, label="–")
    chain()

    head = ChainHead.objects.get(pk=1)
    with_head = certificate_html(certificate_of(version_of()))

    assert head.sha256[:32] in with_head and head.sha256[32:] in with_head
    assert head.sha256[:32] not in without


def test_a_number_that_is_not_in_the_register_is_said_to_be_so_with_the_form_again(client):
    response = client.get("/filings/旧备〔2025〕99号/", {"code": "AAAA-BBBB-CCCC"})

    page = response.content.decode()
    assert response.status_code == 404
    assert "备案登记簿里没有" in page and "旧备〔2025〕99号" in page
    assert 'value="AAAA-BBBB-CCCC"' in page


@pytest.mark.parametrize("typed", ["旧备[2025]1号", "旧备（2025）1号", "旧备 〔2025〕 1号"])
def test_a_number_is_found_with_the_brackets_that_keyboards_have(client, typed):
    filed(CODE)

    response = client.get("/filings/", {"number": typed}, follow=True)

    assert response.status_code == 200
    assert "登记簿里有这个备案号" in response.content.decode()
