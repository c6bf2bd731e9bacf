"""Lists find guides by audience and region too, from publication's own rows: the API took them from
the search index, which follows later and knows no closed guides.
"""

from django.db import migrations, models

BATCH = 2_000
LONGEST = 100


def fill(apps, schema_editor):
    """Write the facets of every guide from its list facts."""
    states = apps.get_model("publication", "PublicState").objects.filter(kind="guide")
    facets = apps.get_model("publication", "StateFacet")
    rows = []
    for pk, summary in states.order_by("pk").values_list("pk", "summary").iterator(BATCH):
        rows += [facets(state_id=pk, name=name, value=value) for name, value in _facets(summary)]
        if len(rows) >= BATCH:
            facets.objects.bulk_create(rows, BATCH, ignore_conflicts=True)
            rows = []
    facets.objects.bulk_create(rows, BATCH, ignore_conflicts=True)


def _facets(summary):
    found = {("theme", theme["code"]) for theme in summary.get("themes", ())}
    found |= {("audience", code) for code in summary.get("audience", ())}
    found.add(("region", summary.get("region", {}).get("code", "")))
    return sorted((name, value[:LONGEST]) for name, value in found if value)


def leave_open_themes(apps, schema_editor):
    """Leave what the rows held before: the themes of open guides."""
    facets = apps.get_model("publication", "StateFacet").objects
    facets.exclude(name="theme").delete()
    facets.exclude(state__state__in=("current", "scheduled", "suspended")).delete()


class Migration(migrations.Migration):
    dependencies = [("publication", "0003_public_state_themes")]

    operations = [
        # reviewed: RenameModel — the rows of themes stay, under a name that fits all facets
        migrations.RenameModel("StateTheme", "StateFacet"),
        migrations.RemoveConstraint("StateFacet", "one_row_a_theme_of_a_state"),
        migrations.RenameField("StateFacet", "theme_code", "value"),
        migrations.AlterField("StateFacet", "value", models.CharField(max_length=100)),
        migrations.AlterField(
            "StateFacet",
            "state",
            models.ForeignKey(
                on_delete=models.deletion.CASCADE,
                related_name="facets",
                to="publication.publicstate",
            ),
        ),
        migrations.AddField(
            "StateFacet",
            "name",
            models.CharField(
                choices=[("theme", "theme"), ("audience", "audience"), ("region", "region")],
                default="theme",
                max_length=10,
            ),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            "StateFacet",
            models.UniqueConstraint(
                fields=("name", "value", "state"), name="one_row_a_facet_of_a_state"
            ),
        ),
        migrations.RunPython(fill, leave_open_themes),
    ]
