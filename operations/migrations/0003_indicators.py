"""Ships the indicators of the performance report; what an office has changed stays."""

import json
from pathlib import Path

from django.db import migrations

SHIPPED = Path(__file__).parents[1] / "reports" / "shipped" / "indicators.json"


def ship(apps, schema_editor):
    """Make the indicators that are not there."""
    Indicator = apps.get_model("operations", "Indicator")
    for row in json.loads(SHIPPED.read_text(encoding="utf-8")):
        Indicator.objects.get_or_create(key=row["key"], defaults=row)


class Migration(migrations.Migration):
    """Make the shipped indicators."""

    dependencies = [("operations", "0002_drills_written_once")]

    operations = [migrations.RunPython(ship, migrations.RunPython.noop)]
