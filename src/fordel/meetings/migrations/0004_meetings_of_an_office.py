"""A meeting belongs to an office, and not to one of its rounds."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def copy_offices(apps, schema_editor):
    rounds = apps.get_model("programme", "Round").objects.filter(pk=OuterRef("round"))
    apps.get_model("meetings", "Meeting").objects.update(office=Subquery(rounds.values("office")[:1]))


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0003_lines_about_something"),
        ("parties", "0004_register_answers"),
        ("programme", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="meeting",
            name="office",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="meetings", to="parties.office"
            ),
        ),
        migrations.RunPython(copy_offices, migrations.RunPython.noop),
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
        migrations.AlterField(
            model_name="meeting",
            name="office",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="meetings", to="parties.office"
            ),
        ),
        migrations.RemoveField(model_name="meeting", name="round"),
    ]
