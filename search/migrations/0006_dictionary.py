"""Asking words as data, best bets, and what is known of an everyday word."""

import django.core.validators
from django.db import migrations, models

from search.dictionary.snapshot import shipped_asking


def fill(apps, schema_editor):
    words = apps.get_model("search", "AskingWord")
    words.objects.bulk_create([words(word=word) for word in sorted(shipped_asking())])
    apps.get_model("search", "DictionaryRevision").objects.create(pk=1, number=1)


class Migration(migrations.Migration):
    dependencies = [("search", "0005_ordering")]

    operations = [
        migrations.CreateModel(
            name="AskingWord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("word", models.CharField(help_text="Such as 怎么办. Search leaves it out, for it says nothing of the matter.", max_length=20, unique=True, verbose_name="asking word")),
                ("is_active", models.BooleanField(default=True, verbose_name="in use")),
            ],
            options={"verbose_name": "asking word", "verbose_name_plural": "asking words", "ordering": ["word"]},
        ),
        migrations.CreateModel(
            name="BestBet",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("queries", models.TextField(help_text="One a line; the guide comes first when exactly this is asked.", verbose_name="queries")),
                ("code", models.CharField(help_text="As in its address: /guides/<code>/.", max_length=120, verbose_name="guide's code")),
                ("reason", models.CharField(help_text="Why it comes first; readers do not see this.", max_length=200, verbose_name="reason")),
                ("from_on", models.DateField(blank=True, null=True, verbose_name="first day")),
                ("until_on", models.DateField(blank=True, null=True, verbose_name="last day")),
            ],
            options={"verbose_name": "best bet", "verbose_name_plural": "best bets", "ordering": ["code"]},
        ),
        migrations.CreateModel(
            name="DictionaryRevision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.BigIntegerField(default=0)),
            ],
        ),
        migrations.AddField(
            model_name="synonym",
            name="direction",
            field=models.CharField(choices=[("one_way", "Word → official name"), ("both", "Both ways")], default="one_way", max_length=8, verbose_name="direction"),
        ),
        migrations.AddField(
            model_name="synonym",
            name="evidence",
            field=models.CharField(blank=True, help_text="Where people say so: a search without hits, a call to 12345, a regulation.", max_length=200, verbose_name="evidence"),
        ),
        migrations.AddField(
            model_name="synonym",
            name="kind",
            field=models.CharField(choices=[("everyday", "Everyday word"), ("regional", "Word of Hong Kong, Macao or Taiwan"), ("english", "English word")], default="everyday", max_length=10, verbose_name="kind of word"),
        ),
        migrations.AddField(
            model_name="synonym",
            name="updated_by",
            field=models.CharField(blank=True, editable=False, max_length=150, verbose_name="updated by"),
        ),
        migrations.AddField(
            model_name="synonym",
            name="weight",
            field=models.FloatField(default=0.8, help_text="0.1 to 1: what a guide found by the official name counts beside one found by the word itself.", validators=[django.core.validators.MinValueValidator(0.1), django.core.validators.MaxValueValidator(1.0)], verbose_name="weight"),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
