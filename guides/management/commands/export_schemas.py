"""`manage.py export_schemas`: writes the JSON Schemas of the Documents to `docs/schema/`."""

from typing import Any

from django.core.management.base import BaseCommand

from guides.document.json_schema import FOLDER, write_schemas


class Command(BaseCommand):
    """Write the published schemas anew, after a change of the Document."""

    help = "Writes docs/schema/guide-1.json and manual-1.json anew."
    requires_system_checks = []

    def handle(self, **options: Any) -> None:
        write_schemas()
        self.stderr.write(str(FOLDER))
