"""lint [CODE|FILE|--all|--drafts]: what the quality rules find, as a table or as JSON."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from core import json_result
from exchange.linting import lint_code, lint_draft, lint_file
from exchange.reading.files import UnreadableError
from guides.models import GuidePage
from publication.overviews.days import keep_day
from publication.overviews.lint_all import lint_all, totals
from quality.check import RULES

BAR = 40


class Command(BaseCommand):
    """Checks one document, a file, everything in force, or all drafts."""

    help = "Checks a code, a file, everything in force (--all), or drafts too (--drafts)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("target", nargs="?", metavar="CODE|FILE")
        parser.add_argument("--all", action="store_true", help="every filed version in force")
        parser.add_argument("--drafts", action="store_true", help="all drafts as well")
        parser.add_argument("--processes", type=int, help="how many; all cores by default")
        json_result.add_argument(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        if options["all"] or options["drafts"]:
            result = self._check_everything(options)
        else:
            result = [one.as_json() for one in self._findings(options["target"])]
            for one in result if options["json"] != "-" else ():
                self.stdout.write(f"{one['severity']:5} {one['rule']} {one['pointer']}")
                self.stdout.write(f"      {one['message']}")
        json_result.write(result, options["json"], self.stdout)

    def _findings(self, target):
        if not target:
            raise CommandError("name a code or a file, or use --all")
        path = Path(target)
        try:
            return lint_file(path) if path.exists() or path.suffix else lint_code(target)
        except UnreadableError as error:
            raise CommandError(str(error)) from error

    def _check_everything(self, options):
        found = []
        take = found.extend if options["json"] else None
        run = lint_all(self._progress, take=take, processes=options["processes"])
        keep_day(timezone.localdate())
        self.stderr.write(f"{run.documents} filed documents in force")
        counts = totals()
        drafts = list(self._drafts()) if options["drafts"] else []
        for rule in {row["rule"] for row in drafts}:
            codes = [row["code"] for row in drafts if row["rule"] == rule]
            documents, findings = counts.get(rule, (0, 0))
            counts[rule] = documents + len(set(codes)), findings + len(codes)
        if options["json"] != "-":
            self._chart(dict(sorted(counts.items())))
        return found + drafts

    def _progress(self, done, total):
        self.stderr.write(f"{done}/{total}")

    def _drafts(self):
        for page in GuidePage.objects.order_by("pk").iterator(chunk_size=200):
            for one in lint_draft(page):
                yield {"code": page.code, "kind": "guide", "state": "draft"} | one.as_json()

    def _chart(self, counts):
        most = max((findings for _documents, findings in counts.values()), default=1)
        for rule, (documents, findings) in counts.items():
            bar = "█" * max(1, BAR * findings // most)
            title = str(RULES[rule].title) if rule in RULES else rule
            self.stdout.write(f"{rule} {documents:8} {findings:8} {bar} {title}")
