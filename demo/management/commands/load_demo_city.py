"""`manage.py load_demo_city`: the demo city 云溪市, for trying everything out."""

from django.core.management.base import BaseCommand

from demo.city import load_demo_city


class Command(BaseCommand):
    """Load the demo city; again changes nothing."""

    help = "Loads the demo city: departments, people, catalogue, guides in every state."

    def handle(self, **options):
        load_demo_city(self.stdout.write)
