"""Presence is written all the time and worth nothing after a crash: it stays out of the write-ahead log."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("needs", "0004_revisions_of_drafts")]
    operations = [
        migrations.RunSQL(
            "ALTER TABLE needs_draftpresence SET UNLOGGED", "ALTER TABLE needs_draftpresence SET LOGGED"
        ),
    ]
