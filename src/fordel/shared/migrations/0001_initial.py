"""The audit log is append-only, and workers share a cache."""

import django.core.serializers.json
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

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
# The cache that all workers share (settings.CACHES), in the shape of Django's createcachetable.
CACHE = """
CREATE TABLE fordel_cache (
    cache_key varchar(255) NOT NULL PRIMARY KEY, value text NOT NULL, expires timestamp with time zone NOT NULL
);
CREATE INDEX fordel_cache_expires ON fordel_cache (expires);
"""


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='OutboxMail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recipient', models.EmailField(max_length=254)),
                ('subject', models.CharField(max_length=255)),
                ('body', models.TextField()),
                ('calendar', models.TextField(blank=True, default='', help_text='iCalendar that goes with it (RFC 6047)')),
                ('calendar_method', models.CharField(blank=True, default='', help_text='REQUEST or CANCEL', max_length=10)),
                ('unsubscribe', models.CharField(blank=True, default='', help_text='where one ends it (RFC 8058)', max_length=300)),
                ('picture', models.BinaryField(default=bytes, help_text='a PNG that goes with it')),
                ('picture_name', models.CharField(blank=True, default='', max_length=60)),
                ('queued_at', models.DateTimeField()),
                ('sent_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='AuditEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('action', models.CharField(db_index=True, max_length=80)),
                ('actor_id', models.BigIntegerField(null=True)),
                ('office_id', models.BigIntegerField(null=True)),
                ('subject_type', models.CharField(max_length=60)),
                ('subject_id', models.BigIntegerField(null=True)),
                ('details', models.JSONField(default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder)),
                ('chain', models.CharField(help_text='office:7, or none', max_length=30)),
                ('previous_hash', models.CharField(max_length=64)),
                ('hash', models.CharField(max_length=64, unique=True)),
            ],
            options={
                'indexes': [models.Index(fields=['subject_type', 'subject_id'], name='audit_subject'), models.Index(fields=['chain', 'id'], name='audit_chain')],
            },
        ),
        migrations.CreateModel(
            name='StoredFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sha256', models.CharField(db_index=True, max_length=64)),
                ('name', models.CharField(max_length=255)),
                ('content_type', models.CharField(max_length=127)),
                ('size', models.PositiveBigIntegerField(help_text='bytes')),
                ('created_at', models.DateTimeField()),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Hand',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject_type', models.CharField(max_length=60)),
                ('subject_id', models.BigIntegerField()),
                ('verb', models.CharField(help_text='what the person did first of its kind, e.g. change', max_length=20)),
                ('at', models.DateTimeField()),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('subject_type', 'subject_id', 'person', 'verb'), name='hand_once_per_verb')],
            },
        ),
        migrations.RunSQL(CREATE, DROP),
        migrations.RunSQL(CACHE, "DROP TABLE fordel_cache"),
    ]
