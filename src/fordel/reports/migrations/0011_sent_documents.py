"""Attachments of drafts, and what was sent, belong to their document, in `writing`. They keep their numbers."""

from django.db import migrations

BRING = """
INSERT INTO writing_attachment (id, document_id, file_id, scan, added_at, added_by_id, removed_at)
SELECT id, draft_id, file_id, scan, added_at, added_by_id, removed_at FROM needs_draftattachment ORDER BY id;
INSERT INTO writing_submission (id, document_id, sequence, content, sha256, received_at, sent_by_id, receipt_id)
SELECT sent.id, draft.id, sent.sequence, sent.content, sent.sha256, sent.received_at, sent.sent_by_id, sent.receipt_id
FROM needs_submission sent JOIN needs_reportdraft draft ON draft.report_id = sent.report_id ORDER BY sent.id;
DO $$
BEGIN
    IF (SELECT count(*) FROM needs_submission) <> (SELECT count(*) FROM writing_submission) THEN
        RAISE EXCEPTION 'a report was sent that has no draft: find it in needs_submission before this migration runs';
    END IF;
END $$;
SELECT setval(pg_get_serial_sequence('writing_attachment', 'id'), greatest(coalesce(max(id), 0), 1), max(id) IS NOT NULL)
FROM writing_attachment;
SELECT setval(pg_get_serial_sequence('writing_submission', 'id'), greatest(coalesce(max(id), 0), 1), max(id) IS NOT NULL)
FROM writing_submission;
SET CONSTRAINTS ALL IMMEDIATE;
"""


class Migration(migrations.Migration):
    dependencies = [("needs", "0010_documents_of_writing"), ("writing", "0002_attachments_and_submissions")]

    operations = [
        migrations.RunSQL(BRING),
        migrations.DeleteModel(name="DraftAttachment"),
        migrations.DeleteModel(name="Submission"),
    ]
