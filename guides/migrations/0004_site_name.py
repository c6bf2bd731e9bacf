"""Return the default Site the name of the project: the dashboard's heading said "localhost"."""

from django.conf import settings
from django.db import migrations


def name(apps, schema_editor):
    """Name the Site unless somebody has."""
    sites = apps.get_model("wagtailcore", "Site").objects.filter(is_default_site=True, site_name="")
    sites.update(site_name=settings.WAGTAIL_SITE_NAME)


class Migration(migrations.Migration):
    dependencies = [("guides", "0003_no_welcome_page")]

    operations = [migrations.RunPython(name, migrations.RunPython.noop)]
