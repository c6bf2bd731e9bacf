"""Word files: laid out as PDFs are, and read back as the guide that they were made of."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from docx.shared import Mm
from hypothesis import given, settings
from hypothesis import strategies as st

from core.papers.word import docx_of
from exchange.papers.full import full_paper
from exchange.papers.making import Form, make
from exchange.papers.subject import Subject
from exchange.reading.files import read_source
from exchange.reading.understand import understand
from guides.document import GuideDocument
from guides.document.json_schema import example
from guides.showing.language import speaking
from tests.examples import examples
from tests.exchange.papers.reading_pdf import squeezed
from tests.exchange.papers.subjects import CODE, ENVELOPE, MADE_ON, draft_of, example_subject

words = st.text("甲乙丙丁戊己庚辛壬癸天玄黄宇宙洪荒", min_size=4, max_size=16)
days = st.integers(1, 60)


def docx_without_pictures(subject):
    with speaking("zh-hans"):
        return docx_of(full_paper(subject), number_label="文件编号：", picture=lambda _one: None)


def parts_of(content):
    archive = ZipFile(BytesIO(content))
    return {name: archive.read(name) for name in archive.namelist()}


def test_the_page_has_the_margins_and_fonts_of_official_documents():
    document = Document(BytesIO(docx_without_pictures(example_subject())))

    section = document.sections[0]
    sizes = (section.top_margin, section.right_margin, section.bottom_margin, section.left_margin)
    assert [round(one / Mm(1)) for one in sizes] == [37, 26, 35, 28]
    styles = document.styles
    assert (styles["Title"].font.size.pt, styles["Normal"].font.size.pt) == (15, 10.5)
    assert 'w:eastAsia="黑体"' in styles["Title"].element.xml
    assert 'w:eastAsia="宋体"' in styles["Normal"].element.xml


def test_the_foot_has_number_version_day_fields_of_the_page_and_the_qr_code():
    parts = parts_of(docx_without_pictures(example_subject()))

    foot = next(body.decode() for name, body in parts.items() if "footer" in name)
    for text in ("备案号 云政服备〔2026〕0312号", "第 4 版", "打印版生成于", "PAGE", "NUMPAGES"):
        assert text in foot
    assert "<pic:pic" in foot


def test_a_draft_bears_a_watermark_and_no_number():
    parts = parts_of(docx_without_pictures(draft_of(example_subject())))

    heads = [body.decode() for name, body in parts.items() if "word/header" in name]
    assert any('string="草稿"' in head for head in heads)
    assert "备案号" not in "".join(
        body.decode() for name, body in parts.items() if name.endswith(".xml")
    )


def test_heads_of_tables_repeat_and_rows_stay_whole():
    body = parts_of(docx_without_pictures(example_subject()))["word/document.xml"].decode()

    assert body.count("<w:tblHeader/>") >= 3
    assert body.count("<w:cantSplit/>") == body.count("<w:tr>")


@pytest.mark.pango
def test_flow_charts_are_pictures_with_their_words():
    parts = parts_of(make(example_subject(), Form.DOCX).content)

    pictures = [body for name, body in parts.items() if name.startswith("word/media/")]
    body = parts["word/document.xml"].decode()
    assert len([one for one in pictures if one.startswith(b"\x89PNG")]) >= 2
    assert 'descr="第 1 步' in body


@st.composite
def guides(draw):
    """Return JSON data of a guide with what the paper and its reading both hold."""
    names = st.lists(words, min_size=1, max_size=4, unique=True)
    return {
        "doc_no": "BSZN-1",
        "item": {
            "name": draw(words) + "许可",
            "codes": {"basic": f"{draw(st.integers(10**11, 10**12 - 1))}"},
            "scope": draw(words),
            "accepting_body": draw(words) + "局",
            "deciding_body": draw(words) + "局",
            "authority": {"name": draw(words) + "局"},
        },
        "conditions": {
            "items": [{"text": text} for text in draw(names)],
            "prohibitions": draw(names),
        },
        "materials": {
            "items": [
                {
                    "name": f"{name}表",
                    "kind": "1",
                    "originals": draw(st.integers(1, 9)),
                    "form": draw(st.sampled_from("123")),
                    "necessity": draw(st.sampled_from("12")),
                    "source": "10",
                    "filling_notes": draw(words),
                }
                for name in draw(names)
            ]
        },
        "process": {
            "steps": [
                {
                    "name": name,
                    "action": draw(words),
                    "body": draw(words) + "窗口",
                    "limit": draw(days),
                    "unit": "working_day",
                    "counted": True,
                    "result": draw(words),
                }
                for name in draw(
                    st.lists(
                        st.sampled_from(["受理", "审查", "决定", "送达"]),
                        min_size=2,
                        max_size=4,
                        unique=True,
                    )
                )
            ]
        },
        "time_limits": {
            name: {"value": draw(days), "unit": "working_day"} for name in ("statutory", "promised")
        },
        "fees": {"charged": False},
        "results": [{"name": draw(words) + "证"}],
        "faqs": [{"question": f"{draw(words)}吗？", "answer": draw(words)} for _each in range(2)],
        "contacts": {"rights": draw(names), "duties": draw(names)},
    }


def leaves(value, place=""):
    """Yield (place, value) of all that JSON data says."""
    if isinstance(value, dict):
        for key, one in value.items():
            yield from leaves(one, f"{place}/{key}")
    elif isinstance(value, list):
        for number, one in enumerate(value):
            yield from leaves(one, f"{place}/{number}")
    else:
        yield place, value


@settings(max_examples=examples(12))
@given(guides())
def test_a_word_file_is_read_as_the_guide_that_it_was_made_of(tmp_path_factory, given_guide):
    data = GuideDocument.model_validate(given_guide | {"outline": example()["outline"]}).model_dump(
        mode="json"
    )
    file = tmp_path_factory.mktemp("word") / "guide.docx"
    file.write_bytes(docx_without_pictures(Subject(CODE, "guide", data, ENVELOPE, made_on=MADE_ON)))

    read = dict(leaves(understand(read_source(file), "guide").document))

    differing = {
        place: (value, read.get(place))
        for place, value in leaves(given_guide)
        if place != "/process/steps"
        and squeezed(str(read.get(place))) != squeezed(str(value))
        and not place.endswith("/counted")
    }
    assert differing == {}
