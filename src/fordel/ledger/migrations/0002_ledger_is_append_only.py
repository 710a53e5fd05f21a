from django.db import migrations

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
    dependencies = [("ledger", "0001_initial"), ("shared", "0002_audit_is_append_only")]
    operations = [migrations.RunSQL(CREATE, DROP)]
