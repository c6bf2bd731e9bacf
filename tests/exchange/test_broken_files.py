"""Readers of files meet whatever people and mishaps make of them: a clear word, no traceback."""

import random
from io import BytesIO
from time import monotonic
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.import_report import RefusedError
from exchange.correcting.entries import entries_of
from exchange.correcting.reread import reread
from exchange.reading.errors import UnreadableError
from exchange.reading.files import read_source
from exchange.reading.source import source_of_text
from exchange.reading.understand import understand
from exchange.workbooks.reading import read_workbook
from exchange.workbooks.writing import Entry, write_workbook
from guides.document import GuideDocument
from tests.exchange.real_guides import TEXTS
from tests.exchange.small_documents import small_guide
from tests.exchange.word_file import as_docx

MOST_SECONDS = 5
ROUNDS = 25
WORDS = [
    "一、",
    "办理条件",
    "申请材料",
    "：",
    "|",
    "\t",
    "\n",
    "（1）",
    "20个工作日",
    "《水法》第三条",
    "0599-1234567",
    "不收费",
    "10元",
    "星期一至星期五",
    "8:30-12:00",
    "是",
    "否",
    "①",
    " ",
    "\u3000",
    "，",
    "。",
]


@given(
    parts=st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=8)), max_size=60),
)
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_text_is_understood_without_losing_a_character(parts):
    source = source_of_text("".join(parts))

    found = understand(source)

    pieces = "".join(found.source[one.start : one.end] for one in found.pieces)
    assert "".join(pieces.split()) == "".join(found.source.split())
    assert entries_of(reread(source, "", []), [], []) is not None


def damaged(content, seed):
    """Return bytes with some of them changed, cut out, doubled or cut off."""
    chance, data = random.Random(seed), bytearray(content)
    for _time in range(chance.randint(1, 8)):
        if not data:
            break
        at = chance.randrange(len(data))
        kind = chance.randrange(4)
        if kind == 0:
            data[at] = chance.randrange(256)
        elif kind == 1:
            del data[at : at + chance.randrange(200)]
        elif kind == 2:
            data[at:at] = data[at : at + chance.randrange(200)]
        else:
            del data[at:]
    return bytes(data)


def damaged_inside(content, seed):
    """Return an archive that is whole, one of whose parts is damaged."""
    chance = random.Random(seed)
    made, archive = BytesIO(), ZipFile(BytesIO(content))
    victim = chance.choice(archive.namelist())
    with ZipFile(made, "w", ZIP_DEFLATED) as new:
        for name in archive.namelist():
            data = archive.read(name)
            new.writestr(name, damaged(data, seed) if name == victim else data)
    return made.getvalue()


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """Return {ending: bytes} of a good file of each kind that is read."""
    folder = tmp_path_factory.mktemp("good")
    document = GuideDocument.model_validate(small_guide()).model_dump(mode="json")
    return {
        "txt": TEXTS[0].read_bytes(),
        "docx": as_docx(TEXTS[0], folder / "a.docx").read_bytes(),
        "xlsx": write_workbook("guide", [Entry("a", document, {})]),
    }


@pytest.mark.parametrize("harm", [damaged, damaged_inside], ids=["bytes", "parts"])
@pytest.mark.parametrize("ending", ["txt", "docx", "xlsx"])
def test_damaged_files_are_refused_in_words_or_read(files, tmp_path, ending, harm):
    if ending == "txt" and harm is damaged_inside:
        harm = damaged
    for seed in range(ROUNDS):
        path = tmp_path / f"damaged.{ending}"
        path.write_bytes(harm(files[ending], seed))
        began = monotonic()
        try:
            if ending == "xlsx":
                read_workbook(path)
            else:
                understand(read_source(path))
        except (UnreadableError, RefusedError) as error:
            assert str(error)
        assert monotonic() - began < MOST_SECONDS, seed


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"%PDF-1.4\n1 0 obj\n<<", b"no pdf at all"])
def test_a_pdf_that_is_none_is_refused_in_words(tmp_path, content):
    path = tmp_path / "a.pdf"
    path.write_bytes(content)

    with pytest.raises(UnreadableError):
        read_source(path)


def test_without_libreoffice_older_files_say_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    path = tmp_path / "a.doc"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")

    with pytest.raises(UnreadableError, match=r"docx"):
        read_source(path)
