"""Papers made of a Document: what they say, how they are laid out, what they never hold."""

import re
from html import unescape
from pathlib import Path

import pytest
from django.utils.html import strip_tags
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.papers import pdf
from exchange.papers.facts import in_one_line
from exchange.papers.full import full_paper, materials_paper, short_paper
from exchange.papers.making import Form, make
from exchange.papers.notice import FITS, notice_html, notice_pdf
from exchange.papers.printing import paper_html
from guides.models import Outline
from guides.outlines.loading import load_shipped_outlines
from guides.showing.language import speaking
from tests.exchange.papers.reading_pdf import body_of, overlapping, pages_of, squeezed
from tests.exchange.papers.subjects import (
    demo_subjects,
    draft_of,
    example_subject,
    manual_subject,
)

GOLDEN = Path(__file__).parent / "golden"
PAPERS = {
    "guide": lambda subject: paper_html(full_paper(subject)),
    "short": lambda subject: paper_html(short_paper(subject)),
    "materials": lambda subject: paper_html(materials_paper(subject)),
    "notice": lambda subject: notice_html(subject, FITS[0]),
}


@pytest.fixture(autouse=True)
def _in_chinese():
    with speaking("zh-hans"):
        yield


def words_of(html):
    """Return what an HTML paper says, a line for each piece of text, its foot left out."""
    body = re.sub(r"<style.*?</style>|<div class=\"foot\">.*?</div>", "", html, flags=re.DOTALL)
    body = re.sub(r'<svg class="qr.*?</svg>', "", body, flags=re.DOTALL).partition("<body")[2]
    body = body.partition(">")[2]
    lines = re.split(r"\n|<br>|</(?:p|h1|h2|h3|td|th|li|dd|dt|span|text|figcaption|b)>", body)
    texts = (" ".join(unescape(strip_tags(line)).split()) for line in lines)
    return "\n".join(text for text in texts if text) + "\n"


def assert_golden(name, text):
    path = GOLDEN / f"{name}.txt"
    if not path.exists():
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8"), (
        f"delete {path.name} and run again, if the paper shall say this from now on"
    )


@pytest.mark.parametrize("name", PAPERS)
def test_a_paper_says_what_its_golden_file_says(name):
    html = PAPERS[name](example_subject())

    assert_golden(name, words_of(html))


@pytest.mark.django_db
def test_the_paper_of_a_manual_says_what_its_golden_file_says():
    load_shipped_outlines()
    subject = manual_subject(Outline.objects.get(key="unified-manual"))

    assert_golden("manual", words_of(paper_html(full_paper(subject))))


@pytest.mark.pango
@pytest.mark.parametrize("form", [Form.PDF, Form.SHORT, Form.MATERIALS, Form.NOTICE])
def test_the_pdf_holds_every_word_in_order_and_no_two_lines_lie_over_each_other(form):
    subject = example_subject()
    golden = GOLDEN / ("guide.txt" if form == Form.PDF else f"{form}.txt")
    words = [squeezed(line) for line in golden.read_text(encoding="utf-8").splitlines()]

    content = make(subject, form).content

    body = body_of(content, subject.foot)
    assert [word for word in words if word not in body] == []
    assert overlapping(content) == []


@pytest.mark.pango
def test_every_page_has_filing_number_version_day_number_and_qr_code():
    subject = example_subject()

    content = make(subject, Form.PDF).content

    pages = [squeezed(page) for page in pages_of(content)]
    assert len(pages) > 3
    for number, page in enumerate(pages, 1):
        assert "备案号云政服备〔2026〕0312号第4版，2026年11月20日起实施" in page
        assert "打印版生成于2026年11月23日扫码核对是不是现行版本" in page
        assert f"{number}/{len(pages)}" in page
    assert paper_html(full_paper(subject)).count('class="qr"') == 1


@pytest.mark.pango
def test_a_draft_bears_its_watermark_on_every_page_and_no_number():
    pages = pages_of(make(draft_of(example_subject()), Form.PDF).content)

    assert all("草稿，未备案，不作为办事依据" in page for page in pages)
    assert all(squeezed(page).count("草稿") > 1 for page in pages)
    assert not any("备案号" in page for page in pages)


@pytest.mark.pango
def test_no_letter_of_any_paper_is_missing_and_the_pdf_is_tagged():
    subject = example_subject()

    for html in (build(subject) for build in PAPERS.values()):
        document = pdf.lay_out(html)
        content = document.write_pdf(pdf_variant=pdf.VARIANT, uncompressed_pdf=True)

        missing = {char for font in document.fonts.values() for char in font.missing}
        assert missing == set()
        assert b"pdfuaid" in content
        assert b"/StructTreeRoot" in content
        assert b"/Lang" in content


@pytest.mark.pango
def test_the_notice_of_every_demo_guide_is_one_page_without_overlap():
    subjects = demo_subjects()

    contents = {subject.code: notice_pdf(subject) for subject in subjects}

    assert len(subjects) == 24
    assert {
        code: len(pages_of(one)) for code, one in contents.items() if len(pages_of(one)) != 1
    } == {}
    assert {code: found for code, one in contents.items() if (found := overlapping(one))} == {}


@pytest.mark.pango
@settings(max_examples=4, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.integers(20, 40),
    length=st.integers(1, 200),
    points=st.integers(1, 20),
    word=st.sampled_from(["长", "W", "材料 ", "https://example.cn/"]),
)
def test_the_notice_fits_on_one_page_whatever_it_holds(rows, length, points, word):
    document = example_subject().document
    text = (word * length)[:200]
    material = document["materials"]["items"][0] | {"name": text, "source_note": text * 3}
    step = document["process"]["steps"][0] | {"name": text, "channels": [], "body": text}
    point = document["service_points"][0] | {"name": text, "hours_note": text * 2}
    contact = {"way": "phone", "value": text, "note": text}
    subject = example_subject(
        materials={"none_required": False, "items": [material] * rows},
        process=document["process"] | {"steps": [step] * rows},
        service_points=[point] * points,
        contacts=document["contacts"] | {"enquiries": [contact] * rows},
    )

    assert len(pages_of(notice_pdf(subject))) == 1


def test_a_manual_has_no_notice():
    subject = example_subject()
    subject.__dict__["kind"] = "manual"

    with pytest.raises(ValueError, match="notice"):
        make(subject, Form.NOTICE)


def test_what_stands_in_a_document_is_text_and_never_markup():
    subject = example_subject(title="<script>alert(1)</script>&amp;", summary="</style><b>")

    for build in PAPERS.values():
        html = build(subject)
        assert "<script>alert" not in html
        assert "</style><b>" not in html


def test_a_suspended_guide_says_so_on_its_papers():
    subject = example_subject()
    subject.envelope["state"] = "current"
    suspended = type(subject)(
        subject.code,
        subject.kind,
        subject.document,
        subject.envelope | {"state": "suspended"},
        {"reason": "系统升级。", "since": "2026-11-22", "until": "2026-12-01"},
    )

    for build in PAPERS.values():
        assert "暂停，自2026" not in build(subject)
        words = squeezed(words_of(build(suspended)))
        assert "暂停" in words
        assert "至2026年12月1日，系统升级" in words


def test_what_two_fields_say_alike_stands_once_and_without_a_full_stop_in_the_middle():
    assert in_one_line("无数量限制", "无数量限制。", "", "按受理先后") == "无数量限制；按受理先后"
