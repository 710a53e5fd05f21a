"""Whether a letter's recipient could be notified when it was issued. Of earlier letters that is not known."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("decisions", "0003_hands_of_proposals")]
    operations = [
        migrations.AddField(
            model_name="letter",
            name="unreached_at",
            field=models.DateTimeField(
                help_text="when it was issued, if nobody acted for the recipient in Fordel then", null=True
            ),
        )
    ]
