"""Every text of a room is on screen in Chinese: complete, with its placeholders, compiled."""

import re
from collections import defaultdict

import pytest
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

from tests import service_reach
from tests.messages import (
    KEYWORDS,
    ROOMS,
    WAGTAIL,
    catalogue,
    compiled,
    missing_tools,
    sources,
    used_in,
)

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|(?<!\{)\{\w+\}(?!\})")
HAN = re.compile(r"[\u4e00-\u9fff]")
# Names of standards, products and forms that are the same in both languages.
SAME = re.compile(r"^[\W\dA-Za-z]{0,12}$")


@pytest.fixture(autouse=True)
def _tools():
    missing = missing_tools()
    if missing and service_reach.required():
        pytest.fail(f"REQUIRE_SERVICES=1, but there is no {', '.join(missing)}", pytrace=False)
    if missing:
        pytest.skip(f"there is no {', '.join(missing)}: apt-get install gettext")


def rooms_with_catalogues():
    return [room for room in ROOMS if catalogue(room).exists()]


def text_of(key):
    """Return the msgid of a key of gettext's catalogue, without context or plural."""
    return (key[0] if isinstance(key, tuple) else key).rpartition("\x04")[2]


@pytest.fixture(scope="module")
def translations(tmp_path_factory):
    """All Chinese texts of all rooms: {key: [(room, translation), …]}."""
    found = defaultdict(list)
    for room in rooms_with_catalogues():
        for key, text in compiled(catalogue(room), tmp_path_factory.mktemp(room)).items():
            if text_of(key):
                found[key].append((room, text))
    return found


@pytest.mark.parametrize("room", ROOMS)
def test_every_text_of_a_room_is_translated(room, translations, tmp_path):
    known = {text_of(key) for key in translations}

    missing = {text_of(key) for key in used_in(room, tmp_path)} - known
    if room == WAGTAIL:
        # Templates that stand in for Wagtail's keep its words, which Wagtail translates.
        with translation.override("zh-hans"):
            missing = {text for text in missing if gettext(text) == text}

    assert sorted(missing) == []


@pytest.mark.parametrize("room", rooms_with_catalogues())
def test_a_catalogue_is_finished_and_compiled(room, tmp_path):
    po = catalogue(room)
    lines = po.read_text(encoding="utf-8").splitlines()

    compiled(po, tmp_path, "--check-format")

    assert [line for line in lines if line.startswith("#,") and "fuzzy" in line] == []
    assert (tmp_path / "compiled.mo").read_bytes() == po.with_suffix(".mo").read_bytes(), (
        "run `make messages`"
    )


def test_translations_are_chinese(translations):
    foreign = {
        text_of(key)
        for key, found in translations.items()
        for room, text in found
        if room != WAGTAIL and not HAN.search(text) and not SAME.match(text)
    }

    assert sorted(foreign) == []


def test_translations_have_the_placeholders_of_their_texts(translations):
    differing = {
        text_of(key): text
        for key, found in translations.items()
        for room, text in found
        if not _fits(room, key, text)
    }

    assert differing == {}


def _fits(room, key, text):
    """Return whether a translation has the placeholders of its text."""
    theirs, ours = set(PLACEHOLDER.findall(text_of(key))), set(PLACEHOLDER.findall(text))
    if room == WAGTAIL:
        # Its sentences name things that Chinese leaves out; `make messages` checks their form.
        return isinstance(key, tuple) or ours <= theirs
    # An English singular may do without its number.
    return ours >= theirs if isinstance(key, tuple) else ours == theirs


def test_a_text_has_one_translation_whichever_room_says_it(translations):
    # All rooms share one table in memory: the last one read would win everywhere.
    several = {
        text_of(key): dict(found)
        for key, found in translations.items()
        if len({text for _room, text in found}) > 1
    }

    assert several == {}


def test_gettext_has_no_name_that_the_catalogues_do_not_know():
    """A text called by another name of gettext would be missed by every test above."""
    named = re.compile(r"\b[np]*gettext(?:_lazy|_noop)? as (\w+)")
    known = {keyword.partition(":")[0] for keyword in KEYWORDS}

    foreign = {
        f"{path.relative_to(settings.BASE_DIR)}: {name}"
        for room in ROOMS
        for path in sources(room)
        if path.suffix == ".py"
        for name in named.findall(path.read_text("utf-8"))
        if name not in known
    }

    assert foreign == set()
