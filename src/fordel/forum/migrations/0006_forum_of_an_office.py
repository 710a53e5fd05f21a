"""The forum belongs to the office, its groups of seats are rows, and a vote knows its round."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import OuterRef, Subquery

GROUPS = (
    ("public_owner", "Offentlige eiere", "Offentlege eigarar", "Public owners"),
    ("private_owner", "Private eiere", "Private eigarar", "Private owners"),
    ("university", "Universiteter og høyskoler", "Universitet og høgskular", "Universities and university colleges"),
    ("ks", "KS", "KS", "KS"),
    ("pbl", "PBL", "PBL", "PBL"),
    ("union", "Fagforeninger", "Fagforeiningar", "Unions"),
    ("other", "Andre", "Andre", "Others"),
    ("observer", "Observatører", "Observatørar", "Observers"),
)
EXPECTED = ["public_owner", "private_owner", "university", "ks", "pbl", "union"]


def make_forums(apps, schema_editor):
    """A forum with the groups there were for each office that has a round or a seat."""
    forum, group = apps.get_model("forum", "Forum"), apps.get_model("forum", "SeatGroup")
    member, vote = apps.get_model("forum", "ForumMember"), apps.get_model("forum", "Vote")
    running = apps.get_model("programme", "Round").objects.filter(is_history=False).select_related("scheme")
    schemes: dict[int, dict[str, dict[str, object]]] = {}
    for round_ in running.order_by("year"):
        expects = {"year": round_.year, "expected": EXPECTED, "group_percent_most": 50}
        schemes.setdefault(round_.office_id, {})[round_.scheme.code] = expects
    for office in {*schemes, *member.objects.values_list("office", flat=True)}:
        made = forum.objects.create(office_id=office, schemes=schemes.get(office, {}))
        for position, (code, nb, nn, en) in enumerate(GROUPS):
            names = {"name_nb": nb, "name_nn": nn, "name_en": en}
            row = group.objects.create(forum=made, code=code, votes=code != "observer", position=position, **names)
            member.objects.filter(office=office, former_group=code).update(group=row)
    meetings = apps.get_model("meetings", "Meeting").objects.filter(pk=OuterRef("meeting"))
    vote.objects.update(round=Subquery(meetings.values("round")[:1]))


class Migration(migrations.Migration):
    dependencies = [
        ("forum", "0005_recommendation_revision"),
        ("meetings", "0003_lines_about_something"),
        ("parties", "0004_register_answers"),
        ("programme", "0002_target_groups"),
    ]
    run_before = [("meetings", "0004_meetings_of_an_office")]

    operations = [
        migrations.CreateModel(
            name="Forum",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "schemes",
                    models.JSONField(
                        default=dict,
                        help_text=(
                            "scheme code -> {year, expected: [codes of groups], group_percent_most}, for the balance"
                        ),
                    ),
                ),
                (
                    "office",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="forum", to="parties.office"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SeatGroup",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField(max_length=20)),
                ("name_nb", models.CharField(max_length=60)),
                ("name_nn", models.CharField(max_length=60)),
                ("name_en", models.CharField(max_length=60)),
                ("votes", models.BooleanField(help_text="observers take part and do not vote")),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "forum",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="groups", to="forum.forum"
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
                "constraints": [models.UniqueConstraint(fields=("forum", "code"), name="seat_group_once")],
            },
        ),
        migrations.RenameField(model_name="forummember", old_name="group", new_name="former_group"),
        migrations.AddField(
            model_name="forummember",
            name="group",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="seats", to="forum.seatgroup"
            ),
        ),
        migrations.AddField(
            model_name="vote",
            name="round",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="votes", to="programme.round"
            ),
        ),
        migrations.RunPython(make_forums, migrations.RunPython.noop),
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
        migrations.RemoveField(model_name="forummember", name="former_group"),
        migrations.AlterField(
            model_name="forummember",
            name="group",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="seats", to="forum.seatgroup"
            ),
        ),
        migrations.AlterModelOptions(
            name="forummember", options={"ordering": ["group__position", "label", "id"]}
        ),
        migrations.AlterField(
            model_name="vote",
            name="round",
            field=models.ForeignKey(
                help_text="whose rules it follows, and matters it is about",
                on_delete=django.db.models.deletion.PROTECT,
                related_name="votes",
                to="programme.round",
            ),
        ),
    ]
