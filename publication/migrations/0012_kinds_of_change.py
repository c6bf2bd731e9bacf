"""Acts that are proposed and wait for a second person."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('publication', '0011_rule_severities'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='StateProposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('event', models.CharField(choices=[('published', 'Published'), ('revised', 'Revised'), ('effective', 'Came into force'), ('corrected', 'Corrected'), ('suspended', 'Suspended'), ('resumed', 'Resumed'), ('expired', 'Expired'), ('abolished', 'Abolished'), ('transferred', 'Transferred')], max_length=12, verbose_name='type')),
                ('codes', models.JSONField(verbose_name='guides')),
                ('successors', models.JSONField(default=list)),
                ('reason', models.TextField(verbose_name='reason')),
                ('until', models.DateField(blank=True, null=True, verbose_name='until')),
                ('seen', models.BigIntegerField(null=True)),
                ('proposed_at', models.DateTimeField(auto_now_add=True, verbose_name='proposed')),
                ('ended_at', models.DateTimeField(null=True)),
                ('is_carried_out', models.BooleanField(default=False)),
                ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='proposed by')),
            ],
            options={
                'verbose_name': 'proposed act',
                'verbose_name_plural': 'proposed acts',
                'ordering': ['-pk'],
                'indexes': [models.Index(condition=models.Q(('ended_at', None)), fields=['-id'], name='proposals_that_wait')],
            },
        ),
    ]
