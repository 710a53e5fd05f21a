"""What is written in a draft belongs to its document, in `writing`. Documents get the numbers of the drafts."""

import django.db.models.deletion
from django.db import migrations, models

# Presence is not brought along: browsers say again where they are within seconds.
BRING = """
INSERT INTO writing_document (id, kind, created_at, created_by_id, changed_at, revision)
SELECT id, 'needs.report', created_at, created_by_id, changed_at, revision FROM needs_reportdraft;
INSERT INTO writing_field (document_id, key, value, version, revision, changed_at, changed_by_id)
SELECT draft_id, key, value, version, revision, changed_at, changed_by_id FROM needs_draftfield ORDER BY id;
INSERT INTO writing_fieldversion (document_id, key, version, value, began_at, changed_at, changed_by_id)
SELECT draft_id, key, version, value, began_at, changed_at, changed_by_id FROM needs_draftfieldversion ORDER BY id;
INSERT INTO writing_conflict
    (document_id, key, value, base_version, written_at, written_by_id, resolved_at, resolved_by_id)
SELECT draft_id, key, value, base_version, written_at, written_by_id, resolved_at, resolved_by_id
FROM needs_draftconflict ORDER BY id;
SELECT setval(pg_get_serial_sequence('writing_document', 'id'), greatest(coalesce(max(id), 0), 1), max(id) IS NOT NULL)
FROM writing_document;
UPDATE needs_reportdraft SET document_id = id;
SET CONSTRAINTS ALL IMMEDIATE;
"""


class Migration(migrations.Migration):
    dependencies = [("needs", "0009_target_group_of_the_round"), ("writing", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="reportdraft",
            name="document",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="report_draft",
                to="writing.document",
            ),
        ),
        migrations.RunSQL(BRING),
        migrations.AlterField(
            model_name="reportdraft",
            name="document",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE, related_name="report_draft", to="writing.document"
            ),
        ),
        migrations.AddConstraint(
            model_name="reportdraft",
            constraint=models.CheckConstraint(
                condition=models.Q(("id", models.F("document_id"))), name="draft_has_number_of_document"
            ),
        ),
        migrations.RemoveField(model_name="reportdraft", name="changed_at"),
        migrations.RemoveField(model_name="reportdraft", name="created_at"),
        migrations.RemoveField(model_name="reportdraft", name="created_by"),
        migrations.RemoveField(model_name="reportdraft", name="revision"),
        migrations.DeleteModel(name="DraftConflict"),
        migrations.DeleteModel(name="DraftField"),
        migrations.DeleteModel(name="DraftFieldVersion"),
        migrations.DeleteModel(name="DraftPresence"),
    ]
