"""Give every entry of the audit log the chain it belongs to.

The log used to be one chain. What it holds stays that chain, named "single", and verifies as before; each office's
first entry after this begins a chain of its own. The column gets its value as the default of ADD COLUMN, which no
trigger sees: the entries are append-only.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("shared", "0005_hands")]

    operations = [
        migrations.AddField(
            model_name="auditentry",
            name="chain",
            field=models.CharField(
                default="single",
                help_text="office:7, none, or single for what was written before the chains",
                max_length=30,
            ),
            preserve_default=False,
        ),
        migrations.AddIndex(
            model_name="auditentry",
            index=models.Index(fields=["chain", "id"], name="audit_chain"),
        ),
    ]
