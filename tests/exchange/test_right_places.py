"""How much of a text lands where it belongs: sixteen texts, as .txt and as .docx, in a table."""

import sys
from pathlib import Path

import pytest

from exchange.reading.files import read_source
from exchange.reading.understand import understand
from tests.exchange import merged_table, word_guides
from tests.exchange.expected_rows import COUNTED, ROWS
from tests.exchange.expected_sections import SECTIONS
from tests.exchange.real_guides import TEXTS
from tests.exchange.word_file import as_docx

OWN = sorted((Path(__file__).parent / "own_guides").glob("*.txt"))
RIGHT_SECTIONS, WHOLE_ROWS = 0.9, 0.95


@pytest.fixture(scope="module")
def readings(tmp_path_factory):
    """{(text, kind of file): what was understood}."""
    folder = tmp_path_factory.mktemp("texts")
    found = {}
    for path in [*TEXTS, *OWN]:
        found[path.stem, "txt"] = understand(read_source(path))
        found[path.stem, "docx"] = understand(read_source(as_docx(path, folder / "guide.docx")))
    for path in (
        merged_table.as_docx(folder / "生鲜乳收购许可.docx"),
        word_guides.bookshop(folder / "出版物零售单位设立.docx"),
        word_guides.medical_devices(folder / "第二类医疗器械经营备案.docx"),
    ):
        found[path.stem, "docx"] = understand(read_source(path))
    return found


def places(found, words):
    """Return the places that the occurrences of some words became, with their beginnings."""
    at, there = found.source.find(words), []
    while at >= 0:
        there += [one.pointer for one in found.pieces if one.start <= at < one.end]
        at = found.source.find(words, at + 1)
    return there


def right_sections(name, found):
    """Return the expected parts of a text, and those that stand elsewhere."""
    wrong = [
        (words, place, places(found, words.strip()))
        for words, place in SECTIONS[name]
        if not any(f"{one}/".startswith(f"{place}/") for one in places(found, words.strip()))
    ]
    return len(SECTIONS[name]), wrong


def whole_rows(name, found):
    """Return the expected rows of a text, and those that are not there as they should be."""
    rows = [tuple(one[key] for key in COUNTED) for one in found.document["materials"]["items"]]
    expected = ROWS.get(name, [])
    return len(expected), [one for one in expected if one not in rows]


def test_sections_stand_where_they_belong_and_rows_are_whole(readings, capsys):
    table = [
        (name, kind, *right_sections(name, found), *whole_rows(name, found))
        for (name, kind), found in readings.items()
    ]

    with capsys.disabled():
        sys.stdout.write("\n\ntext, file, sections, right, rows, whole\n")
        for name, kind, sections, astray, rows, broken in table:
            right, whole = sections - len(astray), rows - len(broken)
            sys.stdout.write(f"{name}, {kind}, {sections}, {right}, {rows}, {whole}\n")
    for name, kind, sections, astray, rows, broken in table:
        assert len(astray) <= (1 - RIGHT_SECTIONS) * sections, (name, kind, astray)
        assert len(broken) <= (1 - WHOLE_ROWS) * rows, (name, kind, broken)
    assert len(table) == 2 * len([*TEXTS, *OWN]) + 3


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.stem)
def test_of_our_own_texts_no_character_is_lost_either(path):
    found = understand(read_source(path))

    pieces = "".join(found.source[one.start : one.end] for one in found.pieces)
    assert "".join(pieces.split()) == "".join(found.source.split())
