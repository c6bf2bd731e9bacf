"""`manage.py load_demo_city`: the demo city 云溪市, for trying everything out."""

from typing import Any

from django.core.management.base import BaseCommand

from core.audit.chain import chain
from core.running.one_at_a_time import one_at_a_time
from demo.city import load_demo_city


class Command(BaseCommand):
    """Load the demo city; again changes nothing."""

    help = "Loads the demo city: departments, people, catalogue, guides in every state."

    def handle(self, **options: Any) -> None:
        with one_at_a_time("demo", wait=self._report_waiting):
            load_demo_city(self.stdout.write)
            chain()

    def _report_waiting(self):
        self.stderr.write("The demo city is being loaded already; waiting for it.")
