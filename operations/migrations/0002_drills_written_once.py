"""The database itself refuses to change the record of a drill."""

from django.db import migrations

from core.append_only import guard


class Migration(migrations.Migration):
    """Guard the table of drills."""

    dependencies = [("operations", "0001_initial")]

    operations = [guard("operations_drill")]
