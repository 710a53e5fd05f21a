from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0002_calendar_addresses_and_drafts"),
    ]

    operations = [
        migrations.AddField(
            model_name="minuteline",
            name="subject",
            field=models.CharField(
                blank=True, default="", help_text="the caller's key, where the case has another", max_length=40
            ),
            preserve_default=False,
        ),
    ]
