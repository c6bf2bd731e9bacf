"""Memberships that decide or grant are proposed by one person and confirmed by another.

Those that are there stay in force; who gave them is not known.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0004_index_of_slugs'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='membership',
            name='confirmed_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='confirmed'),
        ),
        migrations.AddField(
            model_name='membership',
            name='confirmed_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='confirmed by'),
        ),
        migrations.AddField(
            model_name='membership',
            name='proposed_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='proposed'),
        ),
        migrations.AddField(
            model_name='membership',
            name='proposed_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='proposed by'),
        ),
        migrations.AddField(
            model_name='membership',
            name='state',
            field=models.CharField(choices=[('proposed', 'Proposed'), ('confirmed', 'Confirmed')], default='confirmed', editable=False, max_length=10, verbose_name='state'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('confirmed_by', models.F('proposed_by')), _negated=True), ('confirmed_by__isnull', True), ('proposed_by__isnull', True), _connector='OR'), name='nobody_confirms_what_he_proposed'),
        ),
    ]
