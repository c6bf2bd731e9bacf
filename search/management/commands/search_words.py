"""`manage.py search_words`: brings the words that a release ships into a city's dictionary."""

from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from core import json_result
from search.dictionary.shipped import load_shipped


class Command(BaseCommand):
    """Add the shipped everyday and asking words that are new; what the city changed stays."""

    help = "Adds the words that this release ships to the dictionary of search."

    def add_arguments(self, parser: CommandParser) -> None:
        json_result.add_argument(parser)

    def handle(self, **options: Any) -> None:
        loaded = load_shipped()
        self.stderr.write(
            f"words added {len(loaded.added)}, with newer names {len(loaded.extended)}, "
            f"left as the city has them {len(loaded.kept)}; asking words added {loaded.asking}"
        )
        json_result.write(asdict(loaded), options["json"], self.stdout)
