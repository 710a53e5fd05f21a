from django.db import migrations

CREATE = """
CREATE FUNCTION fordel_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END;
$$;
CREATE TRIGGER audit_is_append_only BEFORE UPDATE OR DELETE ON shared_auditentry
    FOR EACH ROW EXECUTE FUNCTION fordel_refuse_change();
"""
DROP = """
DROP TRIGGER audit_is_append_only ON shared_auditentry;
DROP FUNCTION fordel_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("shared", "0001_initial")]
    operations = [migrations.RunSQL(CREATE, DROP)]
