"""Writing to Elasticsearch: external versions, so that an older event never overwrites a newer.

Nothing is ever deleted: a deleted document would forget its version after `index.gc_deletes`.
"""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from elasticsearch import BadRequestError, ConflictError, NotFoundError

from publication.consumers import Unavailable
from search.engines.elasticsearch_client import (
    MERGE_SECONDS,
    PASSING,
    NoAnswerError,
    alias,
    answers_or_not,
    client,
    follower,
    writer,
)
from search.engines.elasticsearch_mapping import MAPPINGS, SETTINGS, VERSION, body
from search.index_document import IndexDocument

SEGMENTS = 4
"""So few are left of a rebuilt index. Each search looks into every one; one alone would soon be too
large to be merged with what is written later."""

# The same event again may write: it has nothing older to say.
VERSIONED: dict[str, Any] = {"version_type": "external_gte"}


def write(document: IndexDocument, *, creates_index: bool = True) -> None:
    """Write one IndexDocument; consumers.Unavailable when Elasticsearch does not answer.

    Makes the first index when it is missing and may be made.
    """
    try:
        with answers_or_not():
            _write(document, creates_index)
    except NoAnswerError as error:
        raise Unavailable(str(error)) from error


def _write(document, creates_index):
    try:
        _put(document)
    except NotFoundError as error:
        if not creates_index:
            raise NoAnswerError("the index is gone: manage.py search rebuild") from error
        ensure_index()
        _put(document)


def _put(document):
    # `require_alias`: without the index, writing must not invent one.
    try:
        follower().index(
            index=alias(),
            id=document.code,
            document=body(document),
            version=document.seq,
            require_alias=True,
            **VERSIONED,
        )
    except ConflictError:
        return


class RefusedError(Exception):
    """Elasticsearch refused documents, or has no index for them."""


def follow_many(documents: Iterable[IndexDocument]) -> None:
    """Write IndexDocuments as the relay does; RefusedError where any was refused, NoAnswerError."""
    if refused := _bulk(follower(), alias(), documents, require_alias=True):
        raise RefusedError(str(refused[:3])[:300])


def write_many(index: str, documents: Iterable[IndexDocument]) -> list[tuple[str, Any]]:
    """Write IndexDocuments into one index; return [(code, reason)] of those that it refused."""
    return _bulk(writer(), index, documents)


def _bulk(asking, index, documents, **options):
    operations = []
    for document in documents:
        head = {"_id": document.code, "version": document.seq, **VERSIONED}
        operations += [{"index": head}, body(document)]
    if not operations:
        return []
    with answers_or_not():
        answer = asking.bulk(index=index, operations=operations, **options)
    results = [item["index"] for item in answer["items"]]
    # Without its shard, its disk or its right to write, the index refuses them all: it is away.
    if away := [one for one in results if one["status"] in PASSING]:
        raise NoAnswerError(str(away[0].get("error"))[:300])
    return [
        (one["_id"], str(one.get("error")))
        for one in results
        if one["status"] not in (200, 201, 409)
    ]


def ensure_index() -> None:
    """Make the first index and its alias unless they are there."""
    if writer().indices.exists_alias(name=alias()):
        return
    # One name for all: of two processes that come together, the second is refused.
    create_index(f"{alias()}-0", aliases={alias(): {}})


def create_index(name: str, *, aliases: dict[str, Any] | None = None, refresh: str = "1s") -> None:
    """Make an index with our mapping; does nothing when it is there."""
    try:
        writer().indices.create(
            index=name,
            mappings=MAPPINGS | {"_meta": {"version": VERSION}},
            settings=SETTINGS
            | {
                "refresh_interval": refresh,
                "number_of_shards": settings.SEARCH_SHARDS,
                "number_of_replicas": settings.SEARCH_REPLICAS,
            },
            aliases=aliases or {},
        )
    except BadRequestError as error:
        if error.error != "resource_already_exists_exception":
            raise


def merge(index: str) -> None:
    """Merge what bulk writing left in many segments; takes minutes for a million guides."""
    patient = client().options(request_timeout=MERGE_SECONDS)
    patient.indices.refresh(index=index)
    patient.indices.forcemerge(index=index, max_num_segments=SEGMENTS)
