"""A workbook as records of an import, and its problems at their cells."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from core.import_report import RefusedError
from exchange.workbooks.reading import (
    CellProblem,
    ReadDocument,
    complete,
    unchecked_documents,
)
from guides.choices import ExtraKind
from guides.document.shared import EXTRAS


class WrongCellsError(RefusedError):
    """A document of a workbook has cells that cannot be taken; `cells` says which and why."""

    def __init__(self, cells: list[CellProblem]) -> None:
        super().__init__(*((f"{one.sheet}!{one.cell}", one.message) for one in cells))
        self.cells = cells


def workbook_records(path: Path) -> Iterator[tuple[int, Any]]:
    """Yield (number, record or RefusedError) for each document of a workbook."""
    for number, document in enumerate(unchecked_documents(path), start=1):
        complete(document)
        yield number, record_of(document)
        document.data = {}  # a thousand of them would take hundreds of megabytes


def record_of(document: ReadDocument) -> Any:
    """Return the import record of a document of a workbook, or its WrongCellsError."""
    if document.problems:
        return WrongCellsError(document.problems)
    kind = "manual" if document.kind == "manual" else "document"
    return {kind: _chosen_by_label(document.data), "row_ids": document.row_ids}


def _chosen_by_label(data: dict[str, Any]) -> dict[str, Any]:
    """Return a Document in which choices of extra fields are what their labels say.

    A person who fills in a table writes the label, and leaves the code beside it as it was.
    """
    for section in EXTRAS:
        for row in data.get(section, ()):
            if row["kind"] == ExtraKind.CHOICE and row["value"] and not row["outdated"]:
                row["code"] = ""
    return data


def cells_of(document: ReadDocument, problems: list[tuple[str, str]]) -> list[CellProblem]:
    """Return the problems of a refused record at the cells that they come from."""
    pointers = (one.removeprefix("/document").removeprefix("/manual") for one, _message in problems)
    return [
        CellProblem(sheet, cell, message)
        for (_pointer, message), (sheet, cell) in zip(
            problems, document.places_of(pointers), strict=True
        )
    ]
