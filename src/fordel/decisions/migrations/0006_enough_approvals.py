"""A proposal is never approved with fewer approvals than its scheme asks for."""

from django.db import migrations, models
from django.db.models import Q

ENOUGH = """
CREATE FUNCTION decisions_require_approvals() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    needed integer;
    given integer;
BEGIN
    SELECT COALESCE((version.definition ->> 'approvals')::integer, 1) INTO needed
        FROM programme_round AS round JOIN programme_schemeversion AS version ON version.id = round.scheme_id
        WHERE round.id = NEW.round_id;
    SELECT count(*) INTO given FROM decisions_approval
        WHERE proposal_id = NEW.id AND voided_at IS NULL AND content_hash = NEW.content_hash
            AND person_id <> NEW.author_id;
    IF given < needed THEN
        RAISE EXCEPTION 'proposal % has % of % approvals', NEW.id, given, needed USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER approved_has_approvals AFTER INSERT OR UPDATE OF state, content_hash ON decisions_proposal
    FOR EACH ROW WHEN (NEW.state IN ('approved', 'issued')) EXECUTE FUNCTION decisions_require_approvals();
"""
NOT_ENOUGH = "DROP TRIGGER approved_has_approvals ON decisions_proposal; DROP FUNCTION decisions_require_approvals();"


class Migration(migrations.Migration):
    dependencies = [("decisions", "0005_several_approvals")]
    operations = [
        migrations.RemoveConstraint(model_name="proposal", name="approved_has_approver"),
        migrations.RemoveConstraint(model_name="proposal", name="approver_is_not_author"),
        migrations.RemoveField(model_name="proposal", name="approver"),
        migrations.RemoveField(model_name="proposal", name="decided_at"),
        migrations.AlterField(
            model_name="proposal",
            name="comment",
            field=models.TextField(blank=True, help_text="of the person who returned it"),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=~Q(state="returned") | Q(returned_by__isnull=False), name="returned_by_somebody"
            ),
        ),
        migrations.RunSQL(ENOUGH, NOT_ENOUGH),
    ]
