"""Campaigns, tasks of a changed catalogue, and kept figures of coverage."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0010_sign_in_sessions'),
        ('guides', '0008_statutory_unset'),
        ('publication', '0014_bundles'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Campaign',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100, verbose_name='name')),
                ('goal', models.CharField(choices=[('publish', 'To be in force'), ('revise', 'To be filed anew')], max_length=10, verbose_name='goal')),
                ('note', models.TextField(blank=True, verbose_name='what is to be done')),
                ('starts_on', models.DateField(verbose_name='begins on')),
                ('due_on', models.DateField(verbose_name='last day')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('counted_at', models.DateTimeField(null=True)),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('departments', models.ManyToManyField(blank=True, related_name='+', to='core.department', verbose_name='departments')),
                ('themes', models.ManyToManyField(blank=True, related_name='+', to='guides.theme', verbose_name='themes')),
            ],
            options={
                'verbose_name': 'campaign',
                'verbose_name_plural': 'campaigns',
                'ordering': ['-due_on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='CampaignCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('total', models.PositiveIntegerField(default=0)),
                ('done', models.PositiveIntegerField(default=0)),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='counts', to='publication.campaign')),
                ('department', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='core.department')),
            ],
        ),
        migrations.CreateModel(
            name='CampaignMilestone',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, verbose_name='milestone')),
                ('percent', models.PositiveSmallIntegerField(verbose_name='share in percent')),
                ('due_on', models.DateField(verbose_name='last day')),
                ('reached_on', models.DateField(blank=True, null=True, verbose_name='reached on')),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='milestones', to='publication.campaign')),
            ],
            options={
                'ordering': ['due_on', 'percent'],
            },
        ),
        migrations.CreateModel(
            name='CampaignReminder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('missing', models.PositiveIntegerField()),
                ('day', models.DateField(verbose_name='reminded on')),
                ('mailed_at', models.DateTimeField(null=True)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('retry_at', models.DateTimeField(null=True)),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reminders', to='publication.campaign')),
                ('department', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='core.department')),
                ('milestone', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='publication.campaignmilestone')),
                ('sent_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='CatalogueTask',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('change', models.CharField(choices=[('new', 'New item'), ('changed', 'Changed item'), ('cancelled', 'Cancelled item')], max_length=10, verbose_name='change')),
                ('facts', models.JSONField(default=dict, help_text='{field: [before, after]}, in words.', verbose_name='changed facts')),
                ('opened_on', models.DateField(verbose_name='opened on')),
                ('due_on', models.DateField(verbose_name='last day')),
                ('settled_at', models.DateTimeField(null=True, verbose_name='settled')),
                ('outcome', models.CharField(blank=True, choices=[('filed', 'Filed'), ('abolished', 'Guide abolished'), ('checked', 'Checked, nothing to change')], max_length=10, verbose_name='outcome')),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='reason')),
                ('department', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='core.department')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='catalogue_tasks', to='guides.serviceitem')),
                ('settled_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'task of the catalogue',
                'verbose_name_plural': 'tasks of the catalogue',
                'ordering': ['due_on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='CoverageFigures',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('dimension', models.CharField(choices=[('department', 'Department'), ('level', 'Level'), ('theme', 'Theme')], max_length=10)),
                ('key', models.CharField(max_length=60)),
                ('name', models.CharField(max_length=200)),
                ('items', models.PositiveIntegerField(default=0)),
                ('situations', models.PositiveIntegerField(default=0)),
                ('guides', models.PositiveIntegerField(default=0)),
                ('manuals', models.PositiveIntegerField(default=0)),
                ('published', models.PositiveIntegerField(default=0)),
                ('in_review', models.PositiveIntegerField(default=0)),
                ('unchecked', models.PositiveIntegerField(default=0)),
                ('score', models.PositiveSmallIntegerField(null=True)),
                ('counted_at', models.DateTimeField()),
            ],
            options={
                'verbose_name': 'figures',
                'indexes': [models.Index(fields=['dimension', '-day'], name='newest_figures')],
                'constraints': [models.UniqueConstraint(fields=('day', 'dimension', 'key'), name='one_figure_a_day')],
            },
        ),
        migrations.AddConstraint(
            model_name='campaign',
            constraint=models.CheckConstraint(condition=models.Q(('due_on__gte', models.F('starts_on'))), name='campaign_ends_later'),
        ),
        migrations.AddConstraint(
            model_name='campaigncount',
            constraint=models.UniqueConstraint(fields=('campaign', 'day', 'department'), name='one_count_a_day_and_department'),
        ),
        migrations.AddIndex(
            model_name='campaignreminder',
            index=models.Index(condition=models.Q(('mailed_at', None)), fields=['id'], name='campaign_mails_that_wait'),
        ),
        migrations.AddConstraint(
            model_name='campaignreminder',
            constraint=models.UniqueConstraint(fields=('campaign', 'department', 'day'), name='one_reminder_a_department_and_day'),
        ),
        migrations.AddIndex(
            model_name='cataloguetask',
            index=models.Index(condition=models.Q(('settled_at', None)), fields=['department', 'due_on'], name='catalogue_tasks_that_wait'),
        ),
        migrations.AddConstraint(
            model_name='cataloguetask',
            constraint=models.UniqueConstraint(condition=models.Q(('settled_at', None)), fields=('item',), name='one_open_catalogue_task_an_item'),
        ),
    ]
