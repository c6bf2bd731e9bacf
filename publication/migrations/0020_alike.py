from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('publication', '0019_reforms'),
    ]

    operations = [
        migrations.AddField(
            model_name='partchange',
            name='alike_codes',
            field=models.JSONField(db_default=models.Value([], models.JSONField()), default=list, help_text='Codes of these guides.'),
        ),
        migrations.AddField(
            model_name='partchange',
            name='alike_everywhere',
            field=models.BooleanField(db_default=False, default=False, help_text='All guides, in place of those codes.'),
        ),
        migrations.AddField(
            model_name='partchange',
            name='alike_fields',
            field=models.JSONField(db_default=models.Value([], models.JSONField()), default=list, help_text='Fields that guides which say them in their own way are to say as the part does.'),
        ),
        migrations.AddIndex(
            model_name='filedpart',
            index=models.Index(condition=models.Q(('overridden', ''), _negated=True), fields=['part', 'id'], name='own_filed_uses'),
        ),
        migrations.AlterField(
            model_name='partchangeitem',
            name='state',
            field=models.CharField(choices=[('waiting', 'Waiting'), ('filed', 'Filed'), ('kept', 'Left as it is'), ('skipped', 'Passed over')], default='waiting', max_length=8, verbose_name='state'),
        ),
    ]
