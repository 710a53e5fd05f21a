"""A report refers to a target group of its round."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def find_groups(apps, schema_editor):
    groups = apps.get_model("programme", "TargetGroup").objects.filter(round=OuterRef("round"), code=OuterRef("code"))
    reports = apps.get_model("needs", "NeedsReport").objects
    reports.update(target_group=Subquery(groups.values("pk")[:1]))


class Migration(migrations.Migration):
    dependencies = [("needs", "0008_collaboration"), ("programme", "0002_target_groups")]

    operations = [
        migrations.RemoveIndex(model_name="needsreport", name="report_round_group"),
        migrations.RenameField(model_name="needsreport", old_name="target_group", new_name="code"),
        migrations.AddField(
            model_name="needsreport",
            name="target_group",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reports",
                to="programme.targetgroup",
            ),
        ),
        migrations.RunPython(find_groups, migrations.RunPython.noop),
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
        migrations.AlterField(
            model_name="needsreport",
            name="target_group",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="reports", to="programme.targetgroup"
            ),
        ),
        migrations.RemoveField(model_name="needsreport", name="code"),
        migrations.AddIndex(
            model_name="needsreport",
            index=models.Index(fields=["round", "target_group"], name="report_round_group"),
        ),
    ]
