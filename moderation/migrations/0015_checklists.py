"""Checklists of review, for all outlines or for one version."""

import django.db.models.deletion
import modelcluster.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('guides', '0008_statutory_unset'),
        ('moderation', '0014_saved_views'),
    ]

    operations = [
        migrations.CreateModel(
            name='Checklist',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stage', models.CharField(choices=[('formal', 'Formal review'), ('compliance', 'Compliance review')], max_length=12, verbose_name='stage')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                ('is_active', models.BooleanField(default=True, verbose_name='in use')),
                ('outline', models.ForeignKey(blank=True, help_text='Empty: for every outline that has no checklist of its own.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='guides.outline', verbose_name='outline')),
            ],
            options={
                'verbose_name': 'checklist',
                'verbose_name_plural': 'checklists',
                'ordering': ['stage', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ChecklistPoint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('key', models.SlugField(max_length=40, verbose_name='key')),
                ('label', models.CharField(max_length=100, verbose_name='point')),
                ('rules', models.CharField(blank=True, help_text='Numbers of rules such as L19 L25; empty: a person checks.', max_length=60, verbose_name='quality rules')),
                ('checklist', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='points', to='moderation.checklist')),
            ],
            options={
                'verbose_name': 'point',
                'verbose_name_plural': 'points',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='checklist',
            constraint=models.UniqueConstraint(fields=('stage', 'outline'), name='one_checklist_a_stage_and_outline'),
        ),
        migrations.AddConstraint(
            model_name='checklist',
            constraint=models.UniqueConstraint(condition=models.Q(('outline', None)), fields=('stage',), name='one_checklist_a_stage_for_all'),
        ),
        migrations.AddConstraint(
            model_name='checklistpoint',
            constraint=models.UniqueConstraint(fields=('checklist', 'key'), name='one_point_a_key'),
        ),
    ]
