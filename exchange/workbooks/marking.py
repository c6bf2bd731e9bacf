"""Returns a workbook with its refused cells marked, the reason in a comment."""

from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from exchange.workbooks.reading import CellProblem

WRONG = PatternFill("solid", fgColor="FBE8E6")


def marked_copy(path: Path, problems: Iterable[CellProblem]) -> bytes:
    """Return a workbook with its wrong cells marked; problems without a cell stand on a sheet."""
    book = load_workbook(path)
    rest = []
    for problem in problems:
        if problem.sheet not in book.sheetnames or not problem.cell:
            rest.append(problem)
            continue
        cell = book[problem.sheet][problem.cell]
        cell.fill = WRONG
        earlier = f"{cell.comment.text}\n" if cell.comment else ""
        cell.comment = Comment(earlier + problem.message, "")
    if rest:
        sheet = book.create_sheet(_("Not imported")[:31])
        for problem in rest:
            sheet.append([problem.sheet, problem.message])
    file = BytesIO()
    book.save(file)
    return file.getvalue()
