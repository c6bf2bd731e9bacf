"""Why a change takes its path, the decision on a power, and the check for secrets."""

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
)


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0009_delegations'),
        ('moderation', '0010_batches'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        # reviewed: RunPython — the guard is set again below, over the new column as well
        lift("moderation_submission", columns=FROZEN),
        migrations.AddField(
            model_name='submission',
            name='kind_reason',
            field=models.TextField(blank=True, help_text='Why it is a correction, or urgent.', null=True, verbose_name='why this path'),
        ),
        guard("moderation_submission", columns=(*FROZEN, "kind_reason")),
        migrations.CreateModel(
            name='PowerDecision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('change', models.CharField(choices=[('new', 'New power'), ('cancelled', 'Cancelled power'), ('delegated', 'Delegated power')], max_length=10, verbose_name='change of the power')),
                ('number', models.CharField(blank=True, max_length=100, verbose_name='number of the decision')),
                ('document', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.departmentdocument', verbose_name='decision')),
                ('submission', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='power_decision', to='moderation.submission')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SecrecyCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('signed_name', models.CharField(blank=True, editable=False, max_length=310, null=True, verbose_name='name at that time')),
                ('signed_username', models.CharField(blank=True, editable=False, max_length=150, null=True, verbose_name='user name at that time')),
                ('signed_role', models.CharField(blank=True, choices=[('compiler', 'Compiler'), ('department_reviewer', 'Department reviewer'), ('formal_reviewer', 'Formal reviewer'), ('compliance_reviewer', 'Compliance reviewer'), ('filing_officer', 'Filing officer'), ('operator', 'Operator'), ('auditor', 'Auditor')], editable=False, max_length=30, null=True, verbose_name='role at that time')),
                ('sha256', models.CharField(max_length=64, verbose_name='content fingerprint')),
                ('checked_by_name', models.CharField(max_length=100, verbose_name='checked by')),
                ('checked_on', models.DateField(verbose_name='checked on')),
                ('entered_at', models.DateTimeField(auto_now_add=True)),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('submission', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='secrecy_check', to='moderation.submission')),
            ],
            options={
                'verbose_name': 'check for secrets',
                'verbose_name_plural': 'checks for secrets',
            },
        ),
        guard("moderation_powerdecision"),
        guard("moderation_secrecycheck"),
    ]
