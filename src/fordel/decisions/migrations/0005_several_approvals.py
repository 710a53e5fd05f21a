"""Approvals as rows, as many as the scheme asks for."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

def move_approvals(apps, schema_editor):
    """The one approver of a proposal that was approved, and who returned one that was returned."""
    proposals = apps.get_model("decisions", "Proposal").objects
    approvals = apps.get_model("decisions", "Approval").objects
    for proposal in proposals.filter(state__in=("approved", "issued")).iterator():
        approvals.create(
            proposal=proposal,
            person_id=proposal.approver_id,
            content_hash=proposal.content_hash,
            comment=proposal.comment,
            approved_at=proposal.decided_at,
        )
    proposals.filter(state="returned").update(returned_by=models.F("approver"))


class Migration(migrations.Migration):
    dependencies = [("decisions", "0004_unreached_at"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]
    operations = [
        migrations.CreateModel(
            name="Approval",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("content_hash", models.CharField(max_length=64)),
                ("comment", models.TextField(blank=True)),
                ("approved_at", models.DateTimeField()),
                ("voided_at", models.DateTimeField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="approvals",
                        to="decisions.proposal",
                    ),
                ),
            ],
            options={
                "ordering": ["approved_at", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=Q(voided_at__isnull=True),
                        fields=("proposal", "person"),
                        name="approval_once_per_person",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="proposal",
            name="returned_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.RunPython(move_approvals, migrations.RunPython.noop),
    ]
