"""`manage.py export_guide CODE`: writes a guide or manual as a Document."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from exchange.exporting import FILED, STATES, NotThereError, document_text, workbook
from exchange.workbooks.cells import CellError
from guides.choices import DocumentKind


class Command(BaseCommand):
    """Write the Document of a guide, byte for byte what its hash covers."""

    help = "Exports a guide; what it writes, import_guides takes."

    def add_arguments(self, parser):
        parser.add_argument("code")
        parser.add_argument("--format", choices=["json", "xlsx"], default="json")
        parser.add_argument("--kind", choices=DocumentKind.values, default=DocumentKind.GUIDE)
        parser.add_argument(
            "--state",
            choices=STATES,
            help=f"the newest draft, or the newest version filed; without it, the draft or, "
            f"for a code without a page here, what is {FILED}",
        )
        parser.add_argument(
            "--public", action="store_true", help="leave out what is for the manual only"
        )
        parser.add_argument("-o", "--output", metavar="FILE", help="else standard output")

    def handle(self, *, code, kind, state, public, output, **options):
        if options["format"] == "xlsx":
            self._write_workbook(code, kind, state, output)
            return
        try:
            text = document_text(code, kind, state=state, public=public)
        except NotThereError as error:
            raise CommandError(str(error)) from error
        if output:
            Path(output).write_bytes(text.encode())
        else:
            self.stdout.write(text)

    def _write_workbook(self, code, kind, state, output):
        if not output:
            raise CommandError("a workbook needs a file: -o FILE")
        try:
            Path(output).write_bytes(workbook(code, kind, state=state))
        except (NotThereError, CellError) as error:
            raise CommandError(str(error)) from error
