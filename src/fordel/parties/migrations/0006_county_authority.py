from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("parties", "0005_main_scheme")]

    operations = [
        migrations.AlterField(
            model_name="organisation",
            name="kind",
            field=models.CharField(
                choices=[
                    ("municipality", "Municipality"),
                    ("county_authority", "County authority"),
                    ("private_owner", "Private owner"),
                    ("university", "University or university college"),
                    ("vocational_college", "Vocational college"),
                    ("other_provider", "Other provider"),
                ],
                max_length=20,
            ),
        ),
    ]
