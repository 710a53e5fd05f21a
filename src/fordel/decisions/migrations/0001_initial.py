"""A proposal is never approved with fewer approvals than its scheme asks for."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

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

    initial = True

    dependencies = [
        ('forum', '0001_initial'),
        ('parties', '0001_initial'),
        ('programme', '0001_initial'),
        ('reports', '0001_initial'),
        ('shared', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Proposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('submitted', 'Waiting for approval'), ('returned', 'Returned'), ('approved', 'Approved'), ('issued', 'Decided'), ('discarded', 'Discarded')], default='draft', max_length=10)),
                ('content_hash', models.CharField(max_length=64)),
                ('created_at', models.DateTimeField()),
                ('submitted_at', models.DateTimeField(null=True)),
                ('comment', models.TextField(blank=True, help_text='of the person who returned it')),
                ('approval_voided_at', models.DateTimeField(help_text='when a later change voided an approval', null=True)),
                ('issued_at', models.DateTimeField(null=True)),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('recommendation', models.ForeignKey(help_text="the forum's, where it had adopted one; then `scenario` is the one it builds on", null=True, on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='forum.recommendation')),
                ('returned_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='programme.round')),
                ('scenario', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='forum.scenario')),
            ],
        ),
        migrations.CreateModel(
            name='Award',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('asked', models.BigIntegerField(help_text='kroner')),
                ('amount', models.BigIntegerField(help_text='kroner')),
                ('by_line', models.JSONField(help_text='line code -> kroner; sums to amount')),
                ('grounds', models.TextField(blank=True, help_text='needed for a refusal and for a change from the scenario')),
                ('scenario_amount', models.BigIntegerField(help_text='kroner in the scenario (and so in the recommendation) that the proposal builds on')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='awards', to='reports.needsreport')),
                ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='awards', to='decisions.proposal')),
            ],
        ),
        migrations.CreateModel(
            name='Approval',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('content_hash', models.CharField(max_length=64)),
                ('comment', models.TextField(blank=True)),
                ('approved_at', models.DateTimeField()),
                ('voided_at', models.DateTimeField(null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='approvals', to='decisions.proposal')),
            ],
            options={
                'ordering': ['approved_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='AwardShare',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('amount', models.BigIntegerField(help_text='kroner')),
                ('is_owner', models.BooleanField()),
                ('award', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='shares', to='decisions.award')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='award_shares', to='parties.organisation')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('award', 'organisation'), name='share_once_per_recipient'), models.CheckConstraint(condition=models.Q(('amount__gte', 0)), name='share_not_negative')],
            },
        ),
        migrations.CreateModel(
            name='Letter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('grant', 'Letter of grant'), ('partner_share', 'Letter to partner'), ('refusal', 'Refusal')], max_length=15)),
                ('language', models.CharField(max_length=2)),
                ('text', models.JSONField(help_text="the letter's parts, as they stand in the PDF and on the page")),
                ('dated', models.DateField()),
                ('unreached_at', models.DateTimeField(help_text='when it was issued, if nobody acted for the recipient in Fordel then', null=True)),
                ('delivered_at', models.DateTimeField(help_text='when another channel said it had arrived', null=True)),
                ('opened_at', models.DateTimeField(help_text='when the recipient first opened it here', null=True)),
                ('award', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='letters', to='decisions.award')),
                ('opened_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('pdf', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='shared.storedfile')),
                ('recipient', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='letters', to='parties.organisation')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('award', 'recipient'), name='letter_once_per_recipient'), models.CheckConstraint(condition=models.Q(('opened_by__isnull', True), ('opened_at__isnull', False), _connector='OR'), name='letter_opened_by_has_time')],
            },
        ),
        migrations.AddConstraint(
            model_name='proposal',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ('draft', 'submitted', 'returned', 'approved'))), fields=('round',), name='one_open_proposal_per_round'),
        ),
        migrations.AddConstraint(
            model_name='proposal',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'issued')), fields=('round',), name='one_decision_per_round'),
        ),
        migrations.AddConstraint(
            model_name='proposal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'returned'), _negated=True), ('returned_by__isnull', False), _connector='OR'), name='returned_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='proposal',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'issued'), ('issued_at__isnull', True), _connector='XOR'), name='issued_at_follows_state'),
        ),
        migrations.AddConstraint(
            model_name='proposal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'submitted'), _negated=True), ('submitted_at__isnull', False), _connector='OR'), name='submitted_has_time'),
        ),
        migrations.AddConstraint(
            model_name='award',
            constraint=models.UniqueConstraint(fields=('proposal', 'report'), name='award_once_per_report'),
        ),
        migrations.AddConstraint(
            model_name='award',
            constraint=models.CheckConstraint(condition=models.Q(('amount__gte', 0), ('amount__lte', models.F('asked'))), name='award_within_ask'),
        ),
        migrations.AddConstraint(
            model_name='approval',
            constraint=models.UniqueConstraint(condition=models.Q(('voided_at__isnull', True)), fields=('proposal', 'person'), name='approval_once_per_person'),
        ),
        migrations.RunSQL(ENOUGH, NOT_ENOUGH),
    ]
