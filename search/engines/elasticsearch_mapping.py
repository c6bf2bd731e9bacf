"""The index's mapping, and a guide as a document of it: core analysis parts only."""

import hashlib
import json
from typing import Any

from search.facets import LABELLED, NAMES
from search.index_document import IndexDocument
from search.weights import CHARACTERS, WORDS

SEPARATOR = "\x1f"
_TOKENS = {"type": "text", "analyzer": "whitespace"}
_SET = {"type": "text", "analyzer": "whitespace", "index_options": "docs", "norms": False}
_WORD = {"type": "keyword", "ignore_above": 300}

MAPPINGS = {
    "dynamic": "strict",
    # Tokens can be made again from the payload; without them the index is a third smaller.
    "_source": {"excludes": ["text", "title", "aliases", "summary", "chars", "title_chars"]},
    "properties": {
        "code": _WORD,
        "seq": {"type": "long"},
        "is_open": {"type": "boolean"},
        "fingerprint": {"type": "keyword", "index": False, "doc_values": False},
        "promised_hours": {"type": "integer"},
        "title": _TOKENS,
        "aliases": _TOKENS,
        "summary": _TOKENS | {"index_options": "freqs"},
        "text": _TOKENS | {"index_options": "freqs", "similarity": "words"},
        "chars": _TOKENS | {"index_options": "freqs", "similarity": "characters"},
        "title_chars": _SET,
        "payload": {"type": "object", "enabled": False},
        **dict.fromkeys(NAMES, _WORD),
        **{f"{name}_label": _WORD for name in LABELLED},
    },
}
SIMILARITY = {
    "words": {"type": "BM25", "k1": WORDS.k1, "b": WORDS.b},
    "characters": {"type": "BM25", "k1": CHARACTERS.k1, "b": CHARACTERS.b},
}
SETTINGS = {"refresh_interval": "1s", "max_result_window": 10_000, "similarity": SIMILARITY}
_MADE_BY = json.dumps([MAPPINGS, SIMILARITY], sort_keys=True)
VERSION = hashlib.sha256(_MADE_BY.encode()).hexdigest()[:12]


def body(document: IndexDocument) -> dict[str, Any]:
    """Return an IndexDocument as the index keeps it; of a tombstone, no more than its place."""
    found: dict[str, Any] = {
        "code": document.code,
        "seq": document.seq,
        "is_open": document.is_open,
        "fingerprint": document.fingerprint(),
    }
    if not document.is_open:
        return found
    found |= {name: " ".join(tokens) for name, tokens in document.tokens().items()}
    for one in document.facets:
        found.setdefault(one.name, []).append(one.value)
        if one.name in LABELLED:
            label = SEPARATOR.join((one.value, one.label[:90], one.label_en[:90]))
            found.setdefault(f"{one.name}_label", []).append(label)
    return found | {
        "chars": " ".join(document.all_characters()),
        "title_chars": " ".join(document.characters("title")),
        "promised_hours": document.promised_hours,
        "payload": {"shown": document.shown, "texts": document.texts},
    }
