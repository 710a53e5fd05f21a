"""Who has made, changed or submitted the proposals that exist, read from the log."""

from django.db import migrations

VERBS = {"created": "make", "changed": "change", "submitted": "submit"}


def read_the_log(apps, schema_editor):
    entries = apps.get_model("shared", "AuditEntry").objects.filter(
        subject_type="decisions.proposal",
        action__in=[f"decisions.proposal.{verb}" for verb in VERBS],
        actor_id__isnull=False,
    )
    hands = apps.get_model("shared", "Hand").objects
    for entry in entries.order_by("id").iterator():
        hands.get_or_create(
            subject_type="decisions.proposal",
            subject_id=entry.subject_id,
            person_id=entry.actor_id,
            verb=VERBS[entry.action.rsplit(".", 1)[1]],
            defaults={"at": entry.at},
        )


class Migration(migrations.Migration):
    dependencies = [("decisions", "0002_proposal_builds_on_recommendation"), ("shared", "0005_hands")]
    operations = [migrations.RunPython(read_the_log, migrations.RunPython.noop)]
