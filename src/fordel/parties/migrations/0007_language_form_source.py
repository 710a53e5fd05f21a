from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("parties", "0006_county_authority")]

    operations = [
        migrations.AddField(
            model_name="organisation",
            name="language_form_source",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                help_text="where a loaded form is from; empty if somebody chose it",
                max_length=200,
            ),
        ),
        migrations.AddField(
            model_name="organisation",
            name="language_form_on",
            field=models.DateField(help_text="the date of the source, or when somebody chose it", null=True),
        ),
    ]
