"""Texts of Documents as they are stored: smaller, and the same when they come back."""

import hashlib

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from guides.document import canonical_json
from guides.document.text_field import DICTIONARIES, pack, unpack
from tests.factories import OutlineFactory
from tests.filled_documents import Filler, filled_guide


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_text_comes_back_as_it_was(text):
    assert unpack(pack(text)) == text


def test_no_text_takes_no_bytes():
    assert pack("") == b""
    assert unpack(memoryview(b"")) == ""


@pytest.mark.django_db
def test_a_document_takes_a_third_of_its_text_or_less():
    filler = Filler(lambda place, internal: f"文字 {place}")
    text = canonical_json(filled_guide(OutlineFactory(), filler))

    assert len(pack(text)) * 3 < len(text.encode())


def test_damaged_bytes_are_an_error_and_no_text():
    stored = pack("申请材料" * 500)

    with pytest.raises(zstandard.ZstdError):
        unpack(stored[:-20])


def test_a_dictionary_never_changes_once_texts_are_stored():
    digests = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in DICTIONARIES.glob("*.txt")
    }

    assert digests == {"1.txt": "8d4ee26a3b0704343afd89363b7eb1b217e6e21140e12f61354975e04ea69252"}
