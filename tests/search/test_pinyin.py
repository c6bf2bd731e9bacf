"""The sound of names: as the whole dictionary has it, from the part of it that is loaded."""

import json
import subprocess
import sys
from importlib.resources import files
from itertools import islice

import pytest

from search import pinyin

EVERY = 20
MOST_MB = 40


@pytest.mark.parametrize(
    ("text", "sound", "initials"),
    [
        ("食品经营许可", "shipinjingyingxuke", "spjyxk"),
        ("银行开户", "yinhangkaihu", "yhkh"),
        ("重庆", "chongqing", "cq"),
        ("ＡＢ 12", "ab12", "ab12"),
        ("", "", ""),
    ],
)
def test_names_sound_as_people_say_them(text, sound, initials):
    assert pinyin.pinyin_of(text) == sound
    assert pinyin.initials_of(text) == initials


def test_phrases_sound_as_in_the_whole_dictionary():
    whole = json.loads(files("pypinyin").joinpath("phrases_dict.json").read_text("utf-8"))
    reader = pinyin._reader()

    wrong = [
        phrase
        for phrase, reading in islice(whole.items(), 0, None, EVERY)
        if reader.lazy_pinyin(phrase, style=reader.Style.TONE) != [one[0] for one in reading]
    ]

    assert wrong == []


def test_the_dictionary_takes_less_than_a_whole_one():
    script = """
from pathlib import Path
from search.pinyin import pinyin_of
def megabytes():
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4 / 1024
before = megabytes()
pinyin_of("银行")
print(megabytes() - before)
"""

    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )

    assert 1 < float(done.stdout) < MOST_MB
