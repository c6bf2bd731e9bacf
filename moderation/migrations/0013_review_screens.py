"""Counts of findings beside each Submission, checklists of decisions, full readings, handing on."""

import django.db.models.deletion
from django.conf import settings
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
    "change_kind",
    "kind_reason",
)


class Migration(migrations.Migration):

    dependencies = [
        ('moderation', '0012_outside_opinions'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        # reviewed: RunPython — the guards are set again below, over the new columns as well
        lift("moderation_submission", columns=FROZEN),
        migrations.AddField(
            model_name='decision',
            name='checklist',
            field=models.JSONField(blank=True, help_text="The points of the stage's checklist as they stood, and which were checked.", null=True, verbose_name='checklist'),
        ),
        migrations.AddField(
            model_name='submission',
            name='error_count',
            field=models.IntegerField(editable=False, help_text='What the quality rules found when it was sent.', null=True),
        ),
        migrations.AddField(
            model_name='submission',
            name='reminder_count',
            field=models.IntegerField(editable=False, null=True),
        ),
        migrations.CreateModel(
            name='FullReading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('guide', 'Service guide'), ('manual', 'Business manual')], max_length=10)),
                ('read_at', models.DateTimeField(auto_now_add=True)),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='readings', to='moderation.submission')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'full reading',
                'verbose_name_plural': 'full readings',
                'constraints': [models.UniqueConstraint(fields=('submission', 'user', 'kind'), name='one_full_reading_a_person_and_text')],
            },
        ),
        migrations.CreateModel(
            name='HandOn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('signed_name', models.CharField(blank=True, editable=False, max_length=310, null=True, verbose_name='name at that time')),
                ('signed_username', models.CharField(blank=True, editable=False, max_length=150, null=True, verbose_name='user name at that time')),
                ('signed_role', models.CharField(blank=True, choices=[('compiler', 'Compiler'), ('department_reviewer', 'Department reviewer'), ('formal_reviewer', 'Formal reviewer'), ('compliance_reviewer', 'Compliance reviewer'), ('filing_officer', 'Filing officer'), ('operator', 'Operator'), ('auditor', 'Auditor')], editable=False, max_length=30, null=True, verbose_name='role at that time')),
                ('stage', models.CharField(choices=[('department', 'Department review'), ('formal', 'Formal review'), ('compliance', 'Compliance review'), ('filing', 'Filing')], max_length=12, verbose_name='stage')),
                ('reason', models.CharField(blank=True, max_length=500, verbose_name='reason')),
                ('handed_at', models.DateTimeField(auto_now_add=True, verbose_name='handed on')),
                ('handed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='handed on by')),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hand_ons', to='moderation.submission')),
                ('to', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='handed on to')),
            ],
            options={
                'verbose_name': 'handing on',
                'verbose_name_plural': 'handings on',
                'ordering': ['pk'],
                'indexes': [models.Index(fields=['submission', 'stage', '-id'], name='last_hand_on')],
            },
        ),
        guard(
            "moderation_submission", columns=(*FROZEN, "error_count", "reminder_count")
        ),
        guard("moderation_fullreading"),
        guard("moderation_handon"),
    ]
