"""`manage.py simulate_year YEAR`: a year of running the house, marked 演示, for the report."""

from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser

from demo.simulated_year import simulate


class Command(BaseCommand):
    """Make a simulated year; nothing of it counts for a real city."""

    help = "Simulates a year of inspections, incidents, plan and drills, marked as a demonstration."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("year", type=int)

    def handle(self, *, year: int, **options: Any) -> None:
        if not 2000 <= year <= 2100:
            raise CommandError(f"{year} is no year of this system: give one from 2000 to 2100.")
        person = get_user_model().objects.filter(username="operator").first()
        made = simulate(year, person, report=lambda month: self.stderr.write(f"{year}-{month:02d}"))
        self.stderr.write(f"{made} inspections, marked 演示")
        self.stderr.write(f"The report: manage.py yearly_report {year} --demo -o DIR")
