"""`manage.py export_guide CODE`: writes a guide or manual as a Document, a table or a paper."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.papers.pdf import PdfUnavailableError
from exchange.exporting import DRAFT, FILED, STATES, NotThereError, document_text, workbook
from exchange.papers.making import OF_A_DOCUMENT, make
from exchange.papers.subjects import draft_subject, filed_subject
from exchange.workbooks.cells import CellError
from guides.choices import DocumentKind


class Command(BaseCommand):
    """Write the Document of a guide, byte for byte what its hash covers, or a paper made of it."""

    help = "Exports a guide; what it writes as json and xlsx, import_guides takes."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code")
        parser.add_argument("--format", choices=["json", "xlsx", *OF_A_DOCUMENT], default="json")
        parser.add_argument("--kind", choices=DocumentKind.values, default=DocumentKind.GUIDE)
        parser.add_argument(
            "--state",
            choices=STATES,
            help=f"the newest draft, or the newest version filed; without it, the draft or, "
            f"for a code without a page here, what is {FILED}; papers are made of what is {FILED}",
        )
        parser.add_argument(
            "--draft",
            action="store_const",
            const=DRAFT,
            dest="state",
            help="the newest draft; a paper of it bears a watermark",
        )
        parser.add_argument(
            "--public", action="store_true", help="leave out what is for the manual only"
        )
        parser.add_argument("-o", "--output", metavar="FILE", help="else standard output")

    def handle(
        self, *, code: str, kind: str, state: str, public: bool, output: str | None, **options: Any
    ) -> None:
        try:
            if options["format"] == "json":
                self._write_json(document_text(code, kind, state=state, public=public), output)
                return
            if not output:
                raise CommandError("this format needs a file: -o FILE")
            Path(output).write_bytes(self._content(options["format"], code, kind, state))
        except (NotThereError, CellError, PdfUnavailableError, ValueError) as error:
            raise CommandError(str(error)) from error

    def _write_json(self, text, output):
        if output:
            Path(output).write_bytes(text.encode())
        else:
            self.stdout.write(text)

    def _content(self, form, code, kind, state):
        if form == "xlsx":
            return workbook(code, kind, state=state)
        find = draft_subject if state == DRAFT else filed_subject
        return make(find(code, kind), form).content
