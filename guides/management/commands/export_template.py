"""`manage.py export_template`: writes `docs/template.md`, the table of all fields, anew."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from guides.outlines.template_table import PAGE, template_page


class Command(BaseCommand):
    """Write the table of fields anew, after a change of the Document, an outline or its data."""

    help = "Writes docs/template.md anew."
    requires_system_checks = []

    def handle(self, **options: Any) -> None:
        (settings.BASE_DIR / PAGE).write_text(template_page(), encoding="utf-8")
        self.stderr.write(PAGE)
