"""Entries of the ledger are append-only and balance; a frame line is never overdrawn."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

CREATE = """
CREATE TRIGGER ledger_transaction_is_append_only BEFORE UPDATE OR DELETE ON ledger_ledgertransaction
    FOR EACH ROW EXECUTE FUNCTION fordel_refuse_change();
CREATE TRIGGER ledger_posting_is_append_only BEFORE UPDATE OR DELETE ON ledger_posting
    FOR EACH ROW EXECUTE FUNCTION fordel_refuse_change();
CREATE FUNCTION fordel_transaction_balances() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT COALESCE(SUM(amount), 0) FROM ledger_posting WHERE transaction_id = NEW.transaction_id) <> 0 THEN
        RAISE EXCEPTION 'ledger transaction % does not sum to zero', NEW.transaction_id
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END;
$$;
CREATE CONSTRAINT TRIGGER ledger_transaction_balances AFTER INSERT ON ledger_posting
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION fordel_transaction_balances();
CREATE FUNCTION fordel_frame_not_overdrawn() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT COALESCE(SUM(amount), 0) FROM ledger_posting
        WHERE frame_line_id = NEW.frame_line_id AND account = 'available') < 0 THEN
        RAISE EXCEPTION 'frame line % would be overdrawn', NEW.frame_line_id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END;
$$;
CREATE CONSTRAINT TRIGGER ledger_frame_not_overdrawn AFTER INSERT ON ledger_posting
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION fordel_frame_not_overdrawn();
"""
DROP = """
DROP TRIGGER ledger_frame_not_overdrawn ON ledger_posting;
DROP TRIGGER ledger_transaction_balances ON ledger_posting;
DROP TRIGGER ledger_posting_is_append_only ON ledger_posting;
DROP TRIGGER ledger_transaction_is_append_only ON ledger_ledgertransaction;
DROP FUNCTION fordel_frame_not_overdrawn();
DROP FUNCTION fordel_transaction_balances();
"""


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('shared', '0001_initial'),
        ('programme', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='LedgerTransaction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('kind', models.CharField(max_length=30)),
                ('reference', models.CharField(help_text='what it is about, e.g. decisions.proposal:12', max_length=80)),
                ('actor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Posting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('account', models.CharField(choices=[('frame', 'Frame (the source; its balance is minus what was ever made available)'), ('available', 'Available'), ('held_back', 'Held back'), ('awarded', 'Awarded')], max_length=10)),
                ('amount', models.BigIntegerField(help_text='kroner, never zero')),
                ('frame_line', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='postings', to='programme.frameline')),
                ('transaction', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='postings', to='ledger.ledgertransaction')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('amount', 0), _negated=True), name='posting_moves_money')],
            },
        ),
        migrations.RunSQL(CREATE, DROP),
    ]
