"""Name folders and the root of the tree in words: the explorer's path said "Root" and "001"."""

from django.db import migrations
from django.db.models import F


def name(apps, schema_editor):
    """Name what still has the name that it was made with."""
    pages = apps.get_model("wagtailcore", "Page").objects
    pages.filter(depth=1, title="Root").update(title="全站", draft_title="全站")
    folders = pages.filter(content_type__model="guidefolder", title=F("slug"))
    folders.filter(slug="001").update(title="办事指南", draft_title="办事指南")
    for folder in folders.exclude(slug="001").iterator():
        title = f"办事指南（{int(folder.slug)}）"
        pages.filter(pk=folder.pk).update(title=title, draft_title=title)


class Migration(migrations.Migration):
    dependencies = [("guides", "0006_laws")]

    operations = [migrations.RunPython(name, migrations.RunPython.noop)]
