"""The audit log: entries, the chain over them, what waits, the head; nobody changes the first two."""

import core.audit.models
import core.texts.json_text
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from core.append_only import guard


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0006_deadlines'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='AuditEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('signed_name', models.CharField(blank=True, editable=False, max_length=310, null=True, verbose_name='name at that time')),
                ('signed_username', models.CharField(blank=True, editable=False, max_length=150, null=True, verbose_name='user name at that time')),
                ('signed_role', models.CharField(blank=True, choices=[('compiler', 'Compiler'), ('department_reviewer', 'Department reviewer'), ('formal_reviewer', 'Formal reviewer'), ('compliance_reviewer', 'Compliance reviewer'), ('filing_officer', 'Filing officer'), ('operator', 'Operator'), ('auditor', 'Auditor')], editable=False, max_length=30, null=True, verbose_name='role at that time')),
                ('token', models.CharField(default=core.audit.models.new_token, editable=False, max_length=32, unique=True)),
                ('at', models.DateTimeField(verbose_name='moment')),
                ('act', models.CharField(max_length=60, verbose_name='act')),
                ('origin', models.CharField(blank=True, help_text='An address, or a command.', max_length=100, verbose_name='from where')),
                ('about_type', models.CharField(blank=True, max_length=60, verbose_name='kind of thing')),
                ('about_id', models.CharField(blank=True, max_length=64)),
                ('about', models.CharField(blank=True, max_length=255, verbose_name='on what')),
                ('code', models.CharField(blank=True, max_length=120, verbose_name='code')),
                ('content_sha256', models.CharField(blank=True, max_length=64, verbose_name='content fingerprint')),
                ('facts', core.texts.json_text.JsonTextField(default=dict, help_text='before, after, and other facts', verbose_name='details')),
                ('sha256', models.CharField(editable=False, max_length=64, verbose_name='fingerprint of the entry')),
                ('actor', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='who')),
            ],
            options={
                'verbose_name': 'audit entry',
                'verbose_name_plural': 'audit entries',
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='Unchained',
            fields=[
                ('entry', models.OneToOneField(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, primary_key=True, related_name='+', serialize=False, to='core.auditentry')),
            ],
        ),
        migrations.CreateModel(
            name='AuditLink',
            fields=[
                ('seq', models.PositiveBigIntegerField(primary_key=True, serialize=False, verbose_name='row')),
                ('entry_sha256', models.CharField(max_length=64)),
                ('previous', models.CharField(max_length=64, verbose_name='fingerprint before')),
                ('chained_at', models.DateTimeField()),
                ('sha256', models.CharField(max_length=64, verbose_name='fingerprint')),
                ('entry', models.OneToOneField(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='link', to='core.auditentry')),
            ],
            options={
                'verbose_name': 'link of the audit chain',
                'verbose_name_plural': 'links of the audit chain',
                'ordering': ['seq'],
            },
        ),
        migrations.CreateModel(
            name='ChainHead',
            fields=[
                ('id', models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ('seq', models.PositiveBigIntegerField(default=0)),
                ('sha256', models.CharField(default='0000000000000000000000000000000000000000000000000000000000000000', max_length=64)),
                ('sent_on', models.DateField(null=True)),
                ('sent_seq', models.PositiveBigIntegerField(default=0)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='one_chain_head')],
            },
        ),
        migrations.AddIndex(
            model_name='auditentry',
            index=models.Index(fields=['at'], name='audit_by_moment'),
        ),
        migrations.AddIndex(
            model_name='auditentry',
            index=models.Index(fields=['act', '-id'], name='audit_by_act'),
        ),
        migrations.AddIndex(
            model_name='auditentry',
            index=models.Index(fields=['actor', '-id'], name='audit_by_actor'),
        ),
        migrations.AddIndex(
            model_name='auditentry',
            index=models.Index(condition=models.Q(('code', ''), _negated=True), fields=['code', '-id'], name='audit_by_code'),
        ),
        migrations.AddIndex(
            model_name='auditentry',
            index=models.Index(condition=models.Q(('content_sha256', ''), _negated=True), fields=['content_sha256'], name='audit_by_content'),
        ),
        migrations.AddIndex(
            model_name='auditentry',
            index=models.Index(condition=models.Q(('origin', ''), _negated=True), fields=['origin', '-id'], name='audit_by_origin'),
        ),
        guard("core_auditentry"),
        guard("core_auditlink"),
    ]
