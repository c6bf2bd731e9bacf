"""The local calendar: holiday notices and days against the rule of the week."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0005_memberships_by_two'),
    ]

    operations = [
        migrations.CreateModel(
            name='HolidayNotice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(unique=True, verbose_name='year')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('number', models.CharField(blank=True, max_length=100, verbose_name='notice number')),
                ('loaded_at', models.DateTimeField(auto_now=True, verbose_name='loaded')),
            ],
            options={
                'verbose_name': 'holiday notice',
                'verbose_name_plural': 'holiday notices',
                'ordering': ['-year'],
            },
        ),
        migrations.CreateModel(
            name='CalendarDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(unique=True, verbose_name='day')),
                ('is_working', models.BooleanField(default=False, verbose_name='working day')),
                ('name', models.CharField(blank=True, max_length=60, verbose_name='name')),
                ('notice', models.ForeignKey(blank=True, editable=False, help_text='Empty: a day of this city alone.', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='days', to='core.holidaynotice', verbose_name='holiday notice')),
            ],
            options={
                'verbose_name': 'day of the calendar',
                'verbose_name_plural': 'days of the calendar',
                'ordering': ['-day'],
            },
        ),
    ]
