"""Guides know the filed bundles that hold them, for their pages."""

from django.db import migrations, models


def fill(apps, schema_editor):
    """Write the newest filed version of each bundle into the states of its guides."""
    newest = {}
    for version in apps.get_model("publication", "BundleVersion").objects.order_by("version"):
        newest[version.slug] = version.content
    states = apps.get_model("publication", "PublicState").objects
    for slug, content in sorted(newest.items()):
        named = {"slug": slug, "name": content["name"], "name_en": content["name_en"]}
        codes = [part["code"] for part in content["parts"]]
        for state in states.filter(kind="guide", code__in=codes):
            state.bundles = [*state.bundles, named]
            state.save(update_fields=["bundles"])


class Migration(migrations.Migration):
    dependencies = [("publication", "0020_alike")]

    operations = [
        migrations.AddField(
            model_name="publicstate",
            name="bundles",
            field=models.JSONField(
                blank=True,
                db_default=models.Value([], models.JSONField()),
                default=list,
                help_text=(
                    "The filed bundles (一件事) {slug,name,name_en} that hold it, for its page."
                ),
            ),
        ),
        # reviewed: RunPython — one update for each guide of a bundle, twelve at most
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
