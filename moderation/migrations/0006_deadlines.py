"""Each stage has a task with a last day, and Submissions have their kind of change."""

import django.db.models.deletion
from django.db import migrations, models

from core.append_only import guard, lift

FROZEN = (
    "id",
    "page_id",
    "manual_page_id",
    "department_id",
    "code",
    "title",
    "attempt",
    "guide_text",
    "guide_sha256",
    "manual_text",
    "manual_sha256",
    "effective_on",
    "sha256",
    "base_version",
    "base_manual_version",
    "changes",
    "reasons",
    "submitted_by_id",
    "submitted_at",
    "signed_name",
    "signed_username",
    "signed_role",
)


class Migration(migrations.Migration):

    dependencies = [
        ('moderation', '0005_signatures'),
    ]

    operations = [
        # reviewed: RunPython — the guard is set again below, over the new column as well
        lift("moderation_submission", columns=FROZEN),
        migrations.AddField(
            model_name='submission',
            name='change_kind',
            field=models.CharField(blank=True, choices=[('new', 'New'), ('amend', 'Amendment'), ('correct', 'Correction of an error'), ('urgent', 'Urgent change'), ('succession', 'Merger, division or transfer'), ('suspend', 'Suspension'), ('resume', 'Resumption'), ('abolish', 'Abolition')], help_text='Empty: a first version is new, any other an amendment.', max_length=12, null=True, verbose_name='kind of change'),
        ),
        guard("moderation_submission", columns=(*FROZEN, "change_kind")),
        migrations.CreateModel(
            name='StageLimit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('span', models.CharField(choices=[('department', 'Department'), ('office', 'Reform office'), ('filing', 'Filing and publication')], max_length=12, verbose_name='stretch of review')),
                ('change_kind', models.CharField(blank=True, choices=[('new', 'New'), ('amend', 'Amendment'), ('correct', 'Correction of an error'), ('urgent', 'Urgent change'), ('succession', 'Merger, division or transfer'), ('suspend', 'Suspension'), ('resume', 'Resumption'), ('abolish', 'Abolition')], help_text='Empty: every kind that has no limit of its own.', max_length=12, verbose_name='kind of change')),
                ('days', models.PositiveSmallIntegerField(verbose_name='working days')),
            ],
            options={
                'verbose_name': 'time limit of review',
                'verbose_name_plural': 'time limits of review',
                'ordering': ['span', 'change_kind'],
                'constraints': [models.UniqueConstraint(fields=('span', 'change_kind'), name='one_limit_a_span_and_kind')],
            },
        ),
        migrations.CreateModel(
            name='StageTask',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stage', models.CharField(choices=[('department', 'Department review'), ('formal', 'Formal review'), ('compliance', 'Compliance review'), ('filing', 'Filing')], max_length=12, verbose_name='stage')),
                ('span', models.CharField(choices=[('department', 'Department'), ('office', 'Reform office'), ('filing', 'Filing and publication')], max_length=12, verbose_name='stretch of review')),
                ('began_at', models.DateTimeField(verbose_name='began')),
                ('days', models.PositiveSmallIntegerField(help_text='What was left of the limit when it began.', verbose_name='working days')),
                ('due_on', models.DateField(verbose_name='due on')),
                ('is_provisional', models.BooleanField(default=False, verbose_name='provisional')),
                ('is_stale', models.BooleanField(default=False, help_text='The calendar has changed: to be counted again by the relay.')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='ended')),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tasks', to='moderation.submission')),
            ],
            options={
                'verbose_name': 'task of a stage',
                'verbose_name_plural': 'tasks of stages',
                'indexes': [models.Index(condition=models.Q(('ended_at', None)), fields=['due_on'], name='open_tasks_by_due'), models.Index(condition=models.Q(('is_stale', True)), fields=['id'], name='tasks_to_count_again')],
                'constraints': [models.UniqueConstraint(fields=('submission', 'stage'), name='one_task_a_stage')],
            },
        ),
    ]
