"""`manage.py render_pages`: stores the guides' pages of a release before readers come."""

import multiprocessing
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from core import json_result
from core.running.processes import close_connections
from home import stored_pages

SAID_EVERY = 10
"""Seconds between two lines of progress."""


class Command(BaseCommand):
    """Render what is not stored yet; stopped, it goes on where it was."""

    help = "Renders the guides' pages that this release has not stored yet, newest first."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--language", action="append", choices=stored_pages.LANGUAGES)
        chosen = parser.add_mutually_exclusive_group()
        chosen.add_argument("--limit", type=int, help="at most so many guides")
        chosen.add_argument("--codes", type=Path, help="a file of codes, one a line: only these")
        parser.add_argument("--processes", type=int, default=1)
        parser.add_argument(
            "--drop-others", action="store_true", help="delete the pages of other releases, then"
        )
        json_result.add_argument(parser)

    def handle(
        self,
        *,
        language: list[str] | None,
        limit: int | None,
        codes: Path | None,
        processes: int,
        drop_others: bool,
        **options: Any,
    ) -> None:
        started, languages = time.monotonic(), tuple(language or stored_pages.LANGUAGES)
        missing = stored_pages.missing(languages)
        lists = batched(codes.read_text().split()) if codes else _limited(missing, limit)
        stored = self._store(lists, languages, processes)
        seconds = time.monotonic() - started
        result = {
            "pages": stored,
            "seconds": round(seconds, 2),
            "per_second": round(stored / seconds, 1) if seconds else None,
            "dropped": stored_pages.drop_other_releases() if drop_others else 0,
        }
        json_result.write(result, options["json"], self.stdout)

    def _store(self, lists, languages, processes):
        stored, last_report = 0, time.monotonic()
        keep = partial(stored_pages.keep, languages=languages)
        for count in _in_processes(keep, lists, processes):
            stored += count
            if time.monotonic() - last_report > SAID_EVERY:
                last_report = time.monotonic()
                self.stderr.write(f"{stored:,} pages")
        return stored


def batched(codes: list[str]) -> Iterator[list[str]]:
    """Yield codes in lists as long as those that are found missing."""
    for start in range(0, len(codes), stored_pages.LIST):
        yield codes[start : start + stored_pages.LIST]


def _limited(lists, limit):
    for codes in lists:
        if limit is None:
            yield codes
        elif limit > 0:
            yield codes[:limit]
            limit -= len(codes)
        else:
            return


def _in_processes(keep, lists, processes):
    """Yield what `keep` gives for each list; with several processes, in whatever order."""
    if processes <= 1:
        yield from map(keep, lists)
        return
    close_connections()
    with multiprocessing.get_context("fork").Pool(processes) as pool:
        yield from pool.imap_unordered(keep, lists)
