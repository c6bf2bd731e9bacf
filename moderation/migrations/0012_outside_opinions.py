"""Requests for opinions from outside, and the answers, which nobody changes."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from core.append_only import guard


class Migration(migrations.Migration):

    dependencies = [
        ('moderation', '0011_kinds_of_change'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='OutsideInvitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100, verbose_name='department or person')),
                ('question', models.TextField(blank=True, verbose_name='what is asked')),
                ('with_manual', models.BooleanField(default=False, verbose_name='with the business manual')),
                ('invited_at', models.DateTimeField(auto_now_add=True, verbose_name='invited')),
                ('expires_at', models.DateTimeField(verbose_name='ends')),
                ('revoked_at', models.DateTimeField(null=True)),
                ('read_at', models.DateTimeField(null=True, verbose_name='first read')),
                ('invited_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invitations', to='moderation.submission')),
            ],
            options={
                'verbose_name': 'request for an opinion',
                'verbose_name_plural': 'requests for opinions',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='OutsideOpinion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sha256', models.CharField(max_length=64, verbose_name='content fingerprint')),
                ('stance', models.CharField(choices=[('agrees', 'Agrees'), ('suggests', 'Agrees, with suggestions'), ('objects', 'Objects')], max_length=10, verbose_name='stance')),
                ('text', models.TextField(blank=True, verbose_name='opinion')),
                ('given_by', models.CharField(max_length=100, verbose_name='name')),
                ('given_at', models.DateTimeField(auto_now_add=True, verbose_name='given')),
                ('invitation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='opinions', to='moderation.outsideinvitation')),
            ],
            options={
                'verbose_name': 'opinion from outside',
                'verbose_name_plural': 'opinions from outside',
                'ordering': ['pk'],
            },
        ),
        guard("moderation_outsideopinion"),
    ]
