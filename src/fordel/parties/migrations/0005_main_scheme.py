from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("parties", "0004_register_answers")]

    operations = [
        migrations.AddField(
            model_name="office",
            name="main_scheme",
            field=models.SlugField(
                default="collective",
                help_text="code of the scheme that is meant if an address or command names none",
                max_length=40,
            ),
        ),
    ]
