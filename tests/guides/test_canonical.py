"""Canonical JSON: ours equals a general implementation of RFC 8785 on everything we write."""

import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from guides.document import GuideDocument, canonical_json, sha256_hex
from guides.document.canonical import canonical_data

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
KEYS = st.text("abcdefghijklmnopqrstuvwxyz_", min_size=1)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | TEXT,
    lambda inner: st.lists(inner) | st.dictionaries(KEYS, inner),
)


@given(st.dictionaries(KEYS, VALUES))
def test_our_text_is_that_of_rfc_8785(data):
    assert canonical_data(data).encode() == rfc8785.dumps(data)


def test_a_documents_text_is_that_of_rfc_8785():
    document = GuideDocument(title="食品经营许可 𠮷 “新办”\t", summary="一行\n又一行")

    assert canonical_json(document).encode() == rfc8785.dumps(document.model_dump(mode="json"))


def test_equal_documents_have_equal_hashes_whatever_the_order_of_their_keys():
    one = GuideDocument.model_validate({"title": "甲", "summary": "乙"})
    other = GuideDocument.model_validate({"summary": "乙", "title": "甲"})

    assert sha256_hex(canonical_json(one)) == sha256_hex(canonical_json(other))
