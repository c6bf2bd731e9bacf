"""`manage.py search`: rebuilds, verifies and describes the search indexes."""

import os
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from core import json_result
from core.running.one_at_a_time import one_at_a_time
from search import rebuild, verify
from search.dead_letters import repair_dead_letters
from search.engines import database
from search.engines.elasticsearch_client import NoAnswerError, alias, answers_or_not, writer
from search.engines.elasticsearch_mapping import VERSION


class Command(BaseCommand):
    """Rebuild, verify or describe the indexes of the engines in use."""

    help = "Rebuilds, verifies or describes the search indexes."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("action", choices=["rebuild", "verify", "status"])
        parser.add_argument(
            "--engine",
            choices=[rebuild.DATABASE, rebuild.ELASTICSEARCH],
            help="one engine only; all that are in use otherwise",
        )
        parser.add_argument(
            "--repair", action="store_true", help="verify: write anew what is wrong"
        )
        parser.add_argument(
            "--processes",
            type=int,
            help="rebuild: so many at once; as many as there are cores, on SQLite one",
        )
        json_result.add_argument(parser)

    def handle(
        self,
        *,
        action: str,
        engine: str | None,
        repair: bool = False,
        processes: int | None = None,
        **options: Any,
    ) -> None:
        self.repairs = repair
        self.processes = processes or _cores()
        engines = [engine] if engine else _in_use()
        if rebuild.ELASTICSEARCH in engines and not settings.SEARCH_URL:
            raise CommandError("SEARCH_URL is not set: there is no Elasticsearch.")
        try:
            result = [getattr(self, action)(one) for one in engines]
        except NoAnswerError as error:
            raise CommandError(f"Elasticsearch does not answer: {error}") from error
        if repair and action == "verify":
            repaired, left = repair_dead_letters()
            self.stderr.write(f"dead letters: repaired {repaired}, left {left}")
        json_result.write(result, options["json"], self.stdout)
        if not all(one.get("ok", True) for one in result):
            raise CommandError("An index does not hold what is published.", returncode=1)

    def rebuild(self, engine: str) -> dict[str, Any]:
        """Rebuild one index, with progress."""

        def report(done, total):
            self.stderr.write(f"{engine}: {done}/{total}")

        def report_waiting():
            self.stderr.write(f"{engine}: another rebuild is at work; waiting for it.")

        with one_at_a_time(f"rebuild:{engine}", wait=report_waiting):
            run = rebuild.rebuild(engine, report, self.processes)
        return {
            "engine": engine,
            "ok": not run.refused,
            "index": run.index,
            "indexed": verify.indexed_count(engine),
            "refused": run.refused,
        }

    def verify(self, engine: str) -> dict[str, Any]:
        """Compare one index with what is published."""
        result = verify.verify(engine, repair=self.repairs).as_json()
        self.stderr.write(", ".join(f"{name} {value}" for name, value in result.items()))
        return result

    def status(self, engine: str) -> dict[str, Any]:
        """Describe one index: what it holds, and how far its consumer has come."""
        result = {
            "engine": engine,
            "answers": True,
            "taken": verify.cursor_of(engine),
            "last_event": verify.last_event(),
        }
        try:
            result |= _elasticsearch() if engine == rebuild.ELASTICSEARCH else _database()
            result["indexed"] = verify.indexed_count(engine)
        except NoAnswerError as error:
            result |= {"answers": False, "error": str(error)}
        self.stderr.write(", ".join(f"{name} {value}" for name, value in result.items()))
        return result


def _cores():
    """Return how many processes rebuild at once; SQLite lets one write."""
    return os.cpu_count() or 1 if connection.vendor == "postgresql" else 1


def _in_use():
    return [rebuild.DATABASE, *([rebuild.ELASTICSEARCH] if settings.SEARCH_URL else [])]


def _database():
    return {"vendor": database.name()}


def _elasticsearch():
    with answers_or_not():
        mappings = writer().indices.get_mapping(index=alias())
    versions = {one["mappings"]["_meta"]["version"] for one in mappings.values()}
    return {"indexes": sorted(mappings), "mapping_is_current": versions == {VERSION}}
