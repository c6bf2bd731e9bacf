"""Rows of tables by identity: what came, went, moved, and what changed in the others."""

import json
from pathlib import Path
from time import process_time

import pytest
from django.conf import settings

from guides.document import GuideDocument
from moderation.comparing.changes import changed_sections
from moderation.comparing.rows import pair_rows

APPLICATION = {"key": "m1", "name": "申请书", "form": "1", "copies": 1}
IDENTITY = {"key": "m2", "name": "身份证", "form": "3", "copies": 0}
LICENCE = {"key": "m3", "name": "营业执照", "form": "3", "copies": 1}
LAW = {"title": "公共场所卫生管理条例", "article": "第四条", "text": "国家实行卫生许可证制度。"}
RULES = {"title": "公共场所卫生管理条例实施细则", "article": "第二十二条", "text": "应当申请。"}

# rows before, rows now -> (number now, number before, has it moved), then numbers taken away
TABLES = {
    "nothing": (
        [APPLICATION, IDENTITY],
        [APPLICATION, IDENTITY],
        [(0, 0, False), (1, 1, False)],
        [],
    ),
    "added at the end": (
        [APPLICATION],
        [APPLICATION, LICENCE],
        [(0, 0, False), (1, None, False)],
        [],
    ),
    "added in front: the others are renumbered, not moved": (
        [APPLICATION, IDENTITY],
        [LICENCE, APPLICATION, IDENTITY],
        [(0, None, False), (1, 0, False), (2, 1, False)],
        [],
    ),
    "taken away in front": (
        [APPLICATION, IDENTITY, LICENCE],
        [IDENTITY, LICENCE],
        [(0, 1, False), (1, 2, False)],
        [0],
    ),
    "the last comes first: one has moved": (
        [APPLICATION, IDENTITY, LICENCE],
        [LICENCE, APPLICATION, IDENTITY],
        [(0, 2, True), (1, 0, False), (2, 1, False)],
        [],
    ),
    "moved and changed": (
        [APPLICATION, IDENTITY, LICENCE],
        [IDENTITY, LICENCE, APPLICATION | {"copies": 2}],
        [(0, 1, False), (1, 2, False), (2, 0, True)],
        [],
    ),
    "renamed under its key": (
        [APPLICATION, IDENTITY],
        [APPLICATION | {"name": "登记申请书"}, IDENTITY],
        [(0, 0, False), (1, 1, False)],
        [],
    ),
    "other keys, as after an import: by what they say": (
        [APPLICATION, IDENTITY],
        [IDENTITY | {"key": "x1"}, APPLICATION | {"key": "x2"}],
        [(0, 1, False), (1, 0, True)],
        [],
    ),
    "other keys and changed: by name": (
        [APPLICATION, IDENTITY],
        [APPLICATION | {"key": "x1", "copies": 3, "form": "3"}, IDENTITY | {"key": "x2"}],
        [(0, 0, False), (1, 1, False)],
        [],
    ),
    "without keys, an article changed": (
        [LAW, RULES],
        [LAW | {"article": "第八条"}, RULES],
        [(0, 0, False), (1, 1, False)],
        [],
    ),
    "without keys, renamed: by what else they say": (
        [LAW, RULES],
        [LAW | {"title": "公共场所卫生管理条例（2024年修订）"}, RULES],
        [(0, 0, False), (1, 1, False)],
        [],
    ),
    "without keys, turned round": ([LAW, RULES], [RULES, LAW], [(0, 1, False), (1, 0, True)], []),
    "the same name twice: by place and content": (
        [LAW, LAW | {"article": "第八条"}],
        [LAW | {"article": "第八条"}, LAW],
        [(0, 1, False), (1, 0, True)],
        [],
    ),
    "another row in its place": ([LAW], [RULES | {"status": "in_force"}], [(0, None, False)], [0]),
    "all taken away": ([APPLICATION, IDENTITY], [], [], [0, 1]),
}


@pytest.mark.parametrize("name", TABLES)
def test_rows_are_matched_as_a_reviewer_would(name):
    old, new, kept, gone = TABLES[name]

    found = pair_rows(old, new)

    assert [(one.new_number, one.old_number) for one in found if one.new] == [
        (now, before) for now, before, _moved in kept
    ]
    moved = {one.new_number for one in found if one.is_moved}
    said = {now for now, _before, is_moved in kept if is_moved}
    # Of two rows that changed places either one may be said to have moved.
    assert len(moved) == len(said)
    assert [one.old_number for one in found if one.new is None] == gone


def without_files(data):
    """Return the data of a demo guide without the files that it describes."""
    if isinstance(data, dict):
        kept = {name: without_files(value) for name, value in data.items()}
        return {} if "demo_file" in data else kept
    if isinstance(data, list):
        return [one for one in map(without_files, data) if one != {}]
    return data


def test_two_documents_of_thirty_kilobytes_are_compared_in_a_tenth_of_a_second():
    path = Path(settings.BASE_DIR, "demo/data/guides/scjg-food-catering.json")
    data = without_files(json.loads(path.read_text(encoding="utf-8"))["document"])
    data["attachments"] = []
    old = GuideDocument.model_validate(data).model_dump(mode="json")
    many = old["materials"]["items"] * 4
    old["materials"]["items"] = [row | {"key": f"m{n}"} for n, row in enumerate(many)]
    new = json.loads(json.dumps(old, ensure_ascii=False).replace("申请", "申报"))
    new["materials"]["items"].insert(0, new["materials"]["items"].pop())
    assert len(json.dumps(old, ensure_ascii=False).encode()) > 30_000

    began = process_time()
    sections = changed_sections(old, new)
    shown = [change.pieces for section in sections for change in section.fields]

    assert process_time() - began < 0.1
    assert len(shown) >= 20
