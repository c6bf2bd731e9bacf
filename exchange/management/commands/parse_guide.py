"""parse_guide FILE: shows what an import would make of a text, and saves nothing."""

from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from core import json_result
from exchange.reading.files import UnreadableError, read_source
from exchange.reading.understand import understand
from guides.outlines.models import offered_extra_rules


class Command(BaseCommand):
    """Reads a guide or manual as it exists and prints its sections with their confidence."""

    help = "Shows what an import of a text, .docx or .pdf would make; saves nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file")
        json_result.add_argument(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            found = understand(read_source(Path(options["file"])), extra=offered_extra_rules())
        except UnreadableError as error:
            raise CommandError(str(error)) from error
        result = {
            "source": found.source,
            "kind": found.kind,
            "document": found.document,
            "pieces": [asdict(piece) for piece in found.pieces],
        }
        if options["json"]:
            json_result.write(result, options["json"], self.stdout)
            return
        for piece in found.pieces:
            text = " ".join(found.source[piece.start : piece.end].split())
            self.stdout.write(f"{piece.confidence:12} {piece.pointer:36} {text[:80]}")
        counted = Counter(piece.confidence for piece in found.pieces)
        self.stdout.write(", ".join(f"{name}: {count}" for name, count in counted.items()))
