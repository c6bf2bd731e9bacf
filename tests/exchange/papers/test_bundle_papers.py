"""The papers of one thing: what all its guides ask for stands once; the notice is one page."""

from dataclasses import replace
from datetime import date

import pytest

from core.papers.content import Table
from exchange.papers.bundle import BundleSubject, bundle_notice, bundle_paper, notice_paper
from exchange.papers.printing import paper_html
from exchange.papers.word import paper_docx
from guides.showing.language import speaking
from publication.bundles.joint import Part, joint
from tests.exchange.papers.reading_pdf import pages_of, squeezed
from tests.home.samples import document

ROWS = [{"name": "身份证"}, {"name": "租房合同"}]


@pytest.fixture(autouse=True)
def _in_chinese():
    with speaking("zh-hans"):
        yield


def part(place, after=(), rows=ROWS, **more):
    limits = {"promised": {"value": 3, "unit": "working_day"}}
    contacts = {"enquiries": [{"way": "phone", "value": f"0591-8700000{place}"}]}
    guide = document(
        name=f"事项{place}",
        time_limits=limits,
        contacts=contacts,
        materials={"items": rows},
        conditions={"items": [{"text": f"条件{place}"}]},
        **more,
    )
    return Part(place, f"g{place}", list(after), guide.model_dump(mode="json"), 1)


def subject(*parts):
    content = {"name": "开一家店", "name_en": "", "summary": "几件事一起办。", "parts": []}
    day = date(2026, 11, 1)
    return BundleSubject("kai-dian", content, joint(parts), 2, "一件事7号", day, "市场监管局", day)


@pytest.fixture
def two():
    return subject(part(1, results=[{"name": "营业执照"}]), part(2, [1]))


def test_the_paper_says_each_material_once_the_order_and_each_guide(two):
    paper = bundle_paper(two)

    materials = next(one for one in paper.blocks if isinstance(one, Table))
    html = paper_html(paper)
    assert [row[1] for row in materials.rows] == ["身份证", "租房合同"]
    assert materials.rows[0][2] == "事项1（新办）、事项2（新办）"
    for words in ("共 6 个工作日", "第 4 至 6 天", "条件1", "条件2", "0591-87000002", "一件事7号"):
        assert words in html
    assert 'class="qr"' in html


def test_the_paper_is_a_word_file_too(two):
    assert paper_docx(bundle_paper(two)).startswith(b"PK")


@pytest.mark.pango
def test_the_notice_is_one_page_however_much_there_is_to_bring():
    many = [
        {"name": f"材料{number}，名称很长很长很长很长很长很长", "source_note": "自备"}
        for number in range(60)
    ]

    for one in (subject(part(1), part(2, [1])), subject(part(1, rows=many), part(2, [1]))):
        pages = pages_of(bundle_notice(one))
        assert len(pages) == 1
        assert "0591-87000002" in squeezed(pages[0])


@pytest.mark.pango
def test_a_notice_of_some_guides_names_all_there_is_to_bring():
    def guide(place, after=()):
        rows = [
            {"name": f"第 {place} 件事的材料{number}", "source_note": "自备，也可以现场填写"}
            for number in range(5)
        ]
        return part(place, after, rows=rows, results=[{"name": f"第 {place} 件事的许可证"}])

    pages = pages_of(bundle_notice(subject(guide(1), guide(2, [1]), guide(3, [1]))))

    text = squeezed(pages[0])
    assert len(pages) == 1
    assert "第3件事的材料4" in text
    assert "另有" not in text


@pytest.mark.pango
def test_a_notice_of_many_guides_is_one_page_too():
    guides = [part(place, [place - 1] if place > 1 else []) for place in range(1, 9)]

    pages = pages_of(bundle_notice(subject(*guides)))

    assert len(pages) == 1


def test_both_papers_name_a_guide_that_is_not_in_force(two):
    lacking = replace(two, left_out=["占用道路（新办）"])

    for paper in (bundle_paper(lacking), notice_paper(lacking, 99)):
        assert "现在不在有效期内，没有列入：占用道路（新办）。" in paper_html(paper)


def test_what_a_notice_leaves_out_is_counted(two):
    html = paper_html(notice_paper(two, 1))

    assert html.count("另有 1 项") == 2
