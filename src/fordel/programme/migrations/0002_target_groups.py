"""The target groups of a round as rows, with the lines that may pay them; groups and names of lines never change."""

import django.db.models.deletion
from django.db import migrations, models

FREEZE = """
CREATE FUNCTION programme_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% never changes once its round is open', TG_TABLE_NAME;
END $$;
CREATE TRIGGER target_group_is_frozen BEFORE UPDATE OR DELETE ON programme_targetgroup
    FOR EACH ROW EXECUTE FUNCTION programme_refuse_change();
CREATE TRIGGER target_group_lines_are_frozen BEFORE UPDATE OR DELETE ON programme_targetgroup_lines
    FOR EACH ROW EXECUTE FUNCTION programme_refuse_change();
CREATE TRIGGER frame_line_is_frozen BEFORE UPDATE OF round_id, code, name_nb, name_nn, name_en, position
    ON programme_frameline FOR EACH ROW
    WHEN ((OLD.round_id, OLD.code, OLD.name_nb, OLD.name_nn, OLD.name_en, OLD.position)
        IS DISTINCT FROM (NEW.round_id, NEW.code, NEW.name_nb, NEW.name_nn, NEW.name_en, NEW.position))
    EXECUTE FUNCTION programme_refuse_change();
"""
THAW = """
DROP TRIGGER target_group_is_frozen ON programme_targetgroup;
DROP TRIGGER target_group_lines_are_frozen ON programme_targetgroup_lines;
DROP TRIGGER frame_line_is_frozen ON programme_frameline;
DROP FUNCTION programme_refuse_change();
"""
MARKS = ("circle", "square", "diamond", "leaf", "ring", "bar")
BOTH = {"name_nb": "Begge", "name_nn": "Begge", "name_en": "Both"}


def make_groups(apps, schema_editor):
    """One group for each line of the rounds that exist, and one for both lines of a running round that has two."""
    groups = apps.get_model("programme", "TargetGroup").objects
    for round_ in apps.get_model("programme", "Round").objects.prefetch_related("frame_lines"):
        lines = list(round_.frame_lines.order_by("position"))
        for position, line in enumerate(lines):
            names = {"name_nb": line.name_nb, "name_nn": line.name_nn, "name_en": line.name_en}
            made = groups.create(round=round_, code=line.code, mark=MARKS[position], position=position, **names)
            made.lines.add(line)
        if len(lines) == 2 and not round_.is_history:
            groups.create(round=round_, code="both", mark=MARKS[2], position=2, **BOTH).lines.add(*lines)


class Migration(migrations.Migration):
    dependencies = [("programme", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="TargetGroup",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField(max_length=20)),
                ("name_nb", models.CharField(max_length=60)),
                ("name_nn", models.CharField(max_length=60)),
                ("name_en", models.CharField(max_length=60)),
                ("mark", models.CharField(help_text="its shape, see core.scheme.MARKS", max_length=10)),
                ("position", models.PositiveSmallIntegerField()),
                ("lines", models.ManyToManyField(related_name="target_groups", to="programme.frameline")),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="target_groups",
                        to="programme.round",
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
                "constraints": [models.UniqueConstraint(fields=("round", "code"), name="target_group_once")],
            },
        ),
        migrations.RunPython(make_groups, migrations.RunPython.noop),
        migrations.RunSQL(FREEZE, THAW),
    ]
