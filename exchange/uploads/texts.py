"""Uploaded texts: read as a source, understood with the person's answers."""

from collections.abc import Iterable, Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from exchange.correcting.answers import Answer, answers_of
from exchange.correcting.entries import SOURCE
from exchange.correcting.reread import Reread, reread
from exchange.models import Upload
from exchange.reading.draft import UNRECOGNISED
from exchange.reading.files import UnreadableError, read_source
from exchange.reading.source import Source, source_of_json, source_of_text
from exchange.reading.understand import Understanding, understand
from exchange.uploads.admitting import ending_of
from exchange.uploads.bytes_as_file import as_file
from guides.outlines.models import offered_extra_rules
from quality.finding import Finding
from quality.rule_book import rule_book

AT_ONCE = frozenset({"txt", "md", "docx"})
AT_ONCE_BYTES = 1024 * 1024
MOST_CHARACTERS = 400_000


def is_read_at_once(name: str, size: int) -> bool:
    """Return whether a file is read while its sender waits; others are a worker's."""
    return ending_of(name) in AT_ONCE and size <= AT_ONCE_BYTES


def read_upload(upload: Upload) -> None:
    """Read an upload's text, and let the person correct it; or say why it cannot be read."""
    try:
        with as_file(bytes(upload.content), upload.name) as path:
            keep_source(upload, read_source(path))
    except UnreadableError as error:
        upload.state, upload.message = Upload.State.FAILED, str(error)
    upload.seen_at = timezone.now()
    upload.save()


def read_pasted(upload: Upload, text: str) -> None:
    """Take a text that was pasted instead of a file."""
    keep_source(upload, source_of_text(text))
    upload.save()


def keep_source(upload: Upload, source: Source) -> None:
    """Keep a source with an upload; raises UnreadableError for one that is too long."""
    if len(source.text) > MOST_CHARACTERS:
        raise UnreadableError(_("The text is longer than 400,000 characters; divide it."))
    upload.reading = {"source": source.as_json(), "kind": understand(source).kind}
    upload.state = Upload.State.CORRECTING
    upload.total = 1


def source_of(upload: Upload) -> Source:
    """Return the source of an upload that was read."""
    return source_of_json(upload.reading["source"])


def reread_upload(upload: Upload, answers: Iterable[Answer] | None = None) -> Reread:
    """Return an upload's text as understood with its answers, or with others."""
    given = answers_of(upload.answers) if answers is None else answers
    return reread(source_of(upload), upload.reading["kind"], given, offered_extra_rules())


def _loose_at_its_place(understood: Understanding) -> Iterator[tuple[str, str]]:
    """Yield the texts that stand in no field; those of no section with the place in the source."""
    yield from (one for one in understood.loose_texts if one[0])
    for piece in understood.pieces:
        if piece.confidence == UNRECOGNISED:
            yield f"{SOURCE}/{piece.start}", understood.source[piece.start : piece.end]


def findings_in(found: Reread) -> list[Finding]:
    """Return what the rules find in an understood text, its contradictions among it."""
    book = rule_book()
    understood = found.understood
    terms = book.terms(
        files_known=False,
        conflicts=understood.conflicts,
        loose_texts=tuple(_loose_at_its_place(understood)),
    )
    return book.check(understood.document, terms)
