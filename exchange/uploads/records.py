"""Uploaded workbooks and catalogues: taken in record by record, killed and gone on with."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.import_report import RefusedError
from exchange.importing.catalogue import catalogue_records, import_item, problems_at_columns
from exchange.importing.guides import import_record
from exchange.importing.left_out import cancel, left_out
from exchange.models import Upload
from exchange.uploads.bytes_as_file import as_file
from exchange.workbooks.reading import (
    CellProblem,
    ReadDocument,
    complete,
    unchecked_documents,
)
from exchange.workbooks.records import WrongCellsError, cells_of, record_of

Record = tuple[str, Callable[[], str], Callable[[RefusedError], list[CellProblem]]]
"""(name, what takes it in and returns the outcome, what finds the cells of its problems)."""
MOST_PROBLEMS = 2_000


def take_in(upload: Upload) -> None:
    """Take in the records of an upload from where it stands; each is one transaction."""
    with as_file(bytes(upload.content), upload.name) as path:
        try:
            records = list(_records(upload, path))
            if upload.kind == Upload.Kind.CATALOGUE and not upload.done:
                _keep_left_out(upload, path)
        except RefusedError as error:
            upload.state = Upload.State.FAILED
            upload.message = "；".join(str(reason) for _place, reason in error.problems)
            upload.save(update_fields=["state", "message"])
            return
    records += [_cancelling(pk) for pk in upload.reading.get("left_out", ())]
    upload.total, upload.state = len(records), Upload.State.RUNNING
    upload.save(update_fields=["total", "state"])
    for record in records[upload.done :]:
        _take_in(upload, record)
    upload.state = Upload.State.DONE
    upload.save(update_fields=["state"])


def _keep_left_out(upload: Upload, path: Path) -> None:
    """Keep which items a catalogue cancels; looked up before its first record is taken in."""
    found = left_out(catalogue_records(path, upload.columns), upload.extent)
    upload.reading["left_out"] = found.items
    upload.message = "\n".join(found.notes)
    upload.save(update_fields=["reading", "message"])


def _cancelling(pk: int) -> Record:
    def bring() -> str:
        return "cancelled" if cancel(pk) else "unchanged"

    return str(pk), bring, lambda error: []


def _take_in(upload: Upload, record: Record) -> None:
    """Take one record in, together with the upload's progress."""
    name, bring, cells = record
    with transaction.atomic():
        try:
            outcome = bring()
        except RefusedError as error:
            outcome = "refused"
            if len(upload.problems) < MOST_PROBLEMS:
                upload.problems += [
                    {"record": name, "sheet": one.sheet, "cell": one.cell, "message": one.message}
                    for one in cells(error)
                ]
        upload.counts[outcome] = upload.counts.get(outcome, 0) + 1
        upload.done += 1
        upload.seen_at = timezone.now()
        upload.save(update_fields=["counts", "done", "problems", "seen_at"])


def _records(upload: Upload, path: Path) -> Iterator[Record]:
    if upload.kind == Upload.Kind.CATALOGUE:
        yield from _of_catalogue(upload, path)
        return
    for document in unchecked_documents(path):

        def bring(document: ReadDocument = document) -> str:
            complete(document)
            record, document.data = record_of(document), {}
            return import_record(record, user=upload.by)

        def cells(error: RefusedError, document: Any = document) -> list[CellProblem]:
            found = (
                error.cells
                if isinstance(error, WrongCellsError)
                else cells_of(
                    document, [(str(place), str(reason)) for place, reason in error.problems]
                )
            )
            return found

        yield document.key or _("Guide"), bring, cells


def _of_catalogue(upload: Upload, path: Path) -> Iterator[Record]:
    for number, record, row in catalogue_records(path, upload.columns):

        def bring(record: Any = record) -> str:
            return import_item(record)

        def cells(error: RefusedError, row: Any = row) -> list[CellProblem]:
            problems = problems_at_columns(error, row, upload.columns)
            return [
                CellProblem(row.sheet if row else "", "", str(text)) for _place, text in problems
            ]

        yield _("row %(number)s") % {"number": number}, bring, cells


def returned_workbook(upload: Upload) -> bytes:
    """Return an uploaded workbook with its refused cells marked, the reason in a comment each."""
    from exchange.workbooks.marking import marked_copy  # openpyxl, for this alone

    problems = [CellProblem(one["sheet"], one["cell"], one["message"]) for one in upload.problems]
    with as_file(bytes(upload.content), upload.name) as path:
        return marked_copy(path, problems)
