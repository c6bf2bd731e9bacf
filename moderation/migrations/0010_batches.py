"""Batches with their guides and opinions, and which texts a person has opened."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0009_delegations'),
        ('guides', '0007_folder_names'),
        ('moderation', '0009_digests'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Batch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('signed_name', models.CharField(blank=True, editable=False, max_length=310, null=True, verbose_name='name at that time')),
                ('signed_username', models.CharField(blank=True, editable=False, max_length=150, null=True, verbose_name='user name at that time')),
                ('signed_role', models.CharField(blank=True, choices=[('compiler', 'Compiler'), ('department_reviewer', 'Department reviewer'), ('formal_reviewer', 'Formal reviewer'), ('compliance_reviewer', 'Compliance reviewer'), ('filing_officer', 'Filing officer'), ('operator', 'Operator'), ('auditor', 'Auditor')], editable=False, max_length=30, null=True, verbose_name='role at that time')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('opinion', models.TextField(verbose_name='cover opinion')),
                ('effective_on', models.DateField(blank=True, null=True, verbose_name='in force together from')),
                ('sent_at', models.DateTimeField(auto_now_add=True, verbose_name='submitted')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='withdrawn')),
                ('department', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='batches', to='core.department', verbose_name='department')),
                ('sent_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='submitted by')),
            ],
            options={
                'verbose_name': 'batch',
                'verbose_name_plural': 'batches',
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='BatchItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('refusal', models.TextField(blank=True, verbose_name='why it was not sent')),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='moderation.batch')),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='guides.guidepage')),
                ('submission', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='batch_items', to='moderation.submission')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='BatchOpinion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('department_name', models.CharField(max_length=100, verbose_name='department concerned')),
                ('text', models.TextField(verbose_name='opinion')),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='opinions', to='moderation.batch')),
                ('document', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.departmentdocument', verbose_name='paper')),
            ],
        ),
        migrations.CreateModel(
            name='OpenedSubmission',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('opened_at', models.DateTimeField(auto_now_add=True)),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='moderation.submission')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.AddIndex(
            model_name='batch',
            index=models.Index(fields=['department', '-id'], name='batches_of_a_department'),
        ),
        migrations.AddConstraint(
            model_name='batchitem',
            constraint=models.UniqueConstraint(fields=('batch', 'page'), name='one_item_a_batch_and_guide'),
        ),
        migrations.AddConstraint(
            model_name='openedsubmission',
            constraint=models.UniqueConstraint(fields=('submission', 'user'), name='one_opening_a_submission_and_person'),
        ),
    ]
