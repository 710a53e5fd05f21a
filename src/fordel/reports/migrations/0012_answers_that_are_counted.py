"""Answers to the questions that a scheme counts."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("needs", "0011_sent_documents")]

    operations = [
        migrations.AddField(
            model_name="needsreport",
            name="answers",
            field=models.JSONField(
                db_default={}, default=dict, help_text="code of a counted question: code of the answer"
            ),
        ),
    ]
