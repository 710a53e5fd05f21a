import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('parties', '0001_initial'),
        ('programme', '0001_initial'),
        ('shared', '0001_initial'),
        ('writing', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='DraftParty',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('answered_at', models.DateTimeField(null=True)),
                ('answer_text', models.TextField(blank=True, help_text='why it declined')),
                ('confirmed', models.JSONField(null=True)),
                ('tell_due_at', models.DateTimeField(help_text='when a mail about a change is due; a job waits for it', null=True)),
                ('told_hash', models.CharField(blank=True, help_text='what the last mail about a change spoke of', max_length=64)),
                ('role', models.CharField(choices=[('partner', 'Partner'), ('network_owner', 'Owner in the network')], max_length=14)),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('state', models.CharField(choices=[('not_asked', 'Not asked'), ('asked', 'Asked'), ('confirmed', 'Confirmed'), ('changed', 'Changed after confirmation'), ('declined', 'Declined')], default='not_asked', max_length=10)),
                ('asked_at', models.DateTimeField(null=True)),
                ('reminded_at', models.DateTimeField(null=True)),
                ('contact_email', models.EmailField(blank=True, help_text='where the question goes while nobody acts for it here', max_length=254)),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='collaborations', to='parties.organisation')),
            ],
            options={
                'ordering': ['role', 'position', 'id'],
            },
        ),
        migrations.CreateModel(
            name='NeedsReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(help_text="the file's own number, else the next free one in the round")),
                ('title', models.CharField(max_length=300)),
                ('theme', models.CharField(blank=True, max_length=200)),
                ('sami_perspective', models.BooleanField(null=True)),
                ('duration_years', models.PositiveSmallIntegerField(null=True)),
                ('amount', models.BigIntegerField(help_text='kroner')),
                ('employees', models.PositiveIntegerField(null=True)),
                ('children', models.PositiveIntegerField(help_text='children in kindergarten and pupils', null=True)),
                ('employees_took_part', models.BooleanField(null=True)),
                ('answers', models.JSONField(db_default={}, default=dict, help_text='code of a counted question: code of the answer')),
                ('submitted_on', models.DateField(null=True)),
                ('identity', models.CharField(help_text='what makes a row of a file the same report again', max_length=64)),
                ('content_hash', models.CharField(max_length=64)),
                ('version', models.PositiveIntegerField(default=1)),
                ('updated_at', models.DateTimeField()),
                ('state', models.CharField(choices=[('submitted', 'Received'), ('returned', 'Sent back to the owner'), ('accepted', 'Ready for the forum'), ('not_eligible', 'Not eligible'), ('withdrawn', 'Withdrawn')], default='submitted', max_length=12)),
                ('origin', models.CharField(choices=[('import', 'Spreadsheet'), ('owner', 'Sent by the owner'), ('office', 'Registered by the office')], default='import', max_length=8)),
                ('received_at', models.DateTimeField(help_text='when the server received it; None for imported ones', null=True)),
                ('reply_by', models.DateTimeField(help_text='first instant too late for the owner to correct a returned one', null=True)),
                ('findings', models.PositiveSmallIntegerField(default=0, help_text='how much is missing or wrong (warnings left out)')),
                ('search', django.contrib.postgres.search.SearchVectorField(help_text='words of the report for full text search, in Norwegian', null=True)),
                ('assigned_to', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('municipality', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='parties.municipality')),
                ('network', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='parties.network')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='parties.organisation')),
                ('participating', models.ManyToManyField(related_name='participations', to='parties.municipality')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='programme.round')),
                ('target_group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='programme.targetgroup')),
            ],
        ),
        migrations.CreateModel(
            name='InternalNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField()),
                ('written_at', models.DateTimeField()),
                ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notes', to='reports.needsreport')),
            ],
            options={
                'ordering': ['-written_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='PartyEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('verb', models.CharField(max_length=12)),
                ('at', models.DateTimeField()),
                ('values', models.JSONField(default=dict, help_text='what was confirmed, or how it differs')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='events', to='reports.draftparty')),
            ],
        ),
        migrations.CreateModel(
            name='ReportDraft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('by_office', models.BooleanField(default=False, help_text='the office writes it on behalf of the owner')),
                ('discarded_at', models.DateTimeField(null=True)),
                ('declined_at', models.DateTimeField(help_text='when a party declined what is sent; empty again once it is sent again', null=True)),
                ('copied_from', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='copies', to='reports.needsreport')),
                ('document', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='report_draft', to='writing.document')),
                ('original', models.ForeignKey(help_text='the letter or e-mail it came as', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='shared.storedfile')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='drafts', to='parties.organisation')),
                ('report', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='draft', to='reports.needsreport')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='drafts', to='programme.round')),
            ],
        ),
        migrations.AddField(
            model_name='draftparty',
            name='draft',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parties', to='reports.reportdraft'),
        ),
        migrations.CreateModel(
            name='ReportMessage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_office', models.BooleanField()),
                ('text', models.TextField()),
                ('sent_at', models.DateTimeField()),
                ('reply_by', models.DateTimeField(help_text='the first instant that is too late to answer', null=True)),
                ('answered_at', models.DateTimeField(null=True)),
                ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='messages', to='reports.needsreport')),
            ],
            options={
                'ordering': ['sent_at', 'id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ReportPartner',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('amount', models.BigIntegerField(default=0, help_text='kroner')),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='partnerships', to='parties.organisation')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='partners', to='reports.needsreport')),
            ],
            options={
                'ordering': ['position'],
            },
        ),
        migrations.CreateModel(
            name='ReportStateChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('verb', models.CharField(max_length=12)),
                ('source', models.CharField(max_length=12)),
                ('target', models.CharField(max_length=12)),
                ('at', models.DateTimeField()),
                ('reason', models.TextField(blank=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='state_changes', to='reports.needsreport')),
            ],
            options={
                'ordering': ['at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='ReportVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField()),
                ('values', models.JSONField()),
                ('replaced_at', models.DateTimeField()),
                ('replaced_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='reports.needsreport')),
            ],
        ),
        migrations.CreateModel(
            name='SavedView',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60)),
                ('query', models.CharField(max_length=1000)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='parties.office')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='saved_views', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='SpreadsheetImport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('received', 'Being checked'), ('running', 'Being imported'), ('applied', 'Imported'), ('undone', 'Undone')], default='received', max_length=10)),
                ('mapping', models.JSONField(default=dict, help_text='which column holds what, and answers about partners')),
                ('result', models.JSONField(default=dict, help_text='the counts, readings and problems when it was applied')),
                ('done_rows', models.PositiveIntegerField(default=0)),
                ('total_rows', models.PositiveIntegerField(default=0)),
                ('attempt', models.PositiveIntegerField(default=0, help_text='how many times it was handed to the job worker')),
                ('progress_at', models.DateTimeField(help_text="the job's last sign of life, by the database's own clock", null=True)),
                ('created_at', models.DateTimeField()),
                ('applied_at', models.DateTimeField(null=True)),
                ('undone_at', models.DateTimeField(null=True)),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='shared.storedfile')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='imports', to='programme.round')),
                ('undone_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='ImportRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('row', models.PositiveIntegerField(help_text="the spreadsheet's own row number")),
                ('cells', models.JSONField(help_text="[heading, the cell as it stood] in the file's order")),
                ('outcome', models.CharField(help_text='created or updated', max_length=10)),
                ('report', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='sources', to='reports.needsreport')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='reports.spreadsheetimport')),
            ],
        ),
        migrations.CreateModel(
            name='DeadlineExtension',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('until', models.DateTimeField(help_text='the first instant that is too late')),
                ('reason', models.TextField()),
                ('granted_at', models.DateTimeField()),
                ('granted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.organisation')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='extensions', to='programme.round')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('round', 'owner'), name='one_extension_per_owner')],
            },
        ),
        migrations.CreateModel(
            name='DeadlineReminder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('days_before', models.PositiveSmallIntegerField()),
                ('sent_at', models.DateTimeField()),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='parties.organisation')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reminders', to='programme.round')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('round', 'owner', 'days_before'), name='reminder_once')],
            },
        ),
        migrations.CreateModel(
            name='Exemption',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('basis', models.SlugField(max_length=20)),
                ('reason', models.TextField()),
                ('made_at', models.DateTimeField()),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('report', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='exemption', to='reports.needsreport')),
            ],
        ),
        migrations.CreateModel(
            name='ExtensionRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(help_text='why the owner needs more time')),
                ('asked_at', models.DateTimeField()),
                ('answered_at', models.DateTimeField(null=True)),
                ('is_granted', models.BooleanField(null=True)),
                ('answer', models.TextField(blank=True)),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.organisation')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='extension_requests', to='programme.round')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('answered_at__isnull', True)), fields=('round', 'owner'), name='one_open_extension_request'), models.CheckConstraint(condition=models.Q(('answered_at__isnull', True), ('is_granted__isnull', False), _connector='XOR'), name='extension_request_answer_says_what')],
            },
        ),
        migrations.AddIndex(
            model_name='needsreport',
            index=models.Index(fields=['round', 'target_group'], name='report_round_group'),
        ),
        migrations.AddIndex(
            model_name='needsreport',
            index=django.contrib.postgres.indexes.GinIndex(fields=['search'], name='report_search'),
        ),
        migrations.AddConstraint(
            model_name='needsreport',
            constraint=models.UniqueConstraint(fields=('round', 'number'), name='report_number_once'),
        ),
        migrations.AddConstraint(
            model_name='needsreport',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'returned'), ('reply_by__isnull', True), _connector='OR'), name='report_reply_only_when_returned'),
        ),
        migrations.AddConstraint(
            model_name='needsreport',
            constraint=models.UniqueConstraint(fields=('round', 'identity'), name='report_identity_once'),
        ),
        migrations.AddConstraint(
            model_name='needsreport',
            constraint=models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='report_amount_above_zero'),
        ),
        migrations.AddConstraint(
            model_name='needsreport',
            constraint=models.CheckConstraint(condition=models.Q(('duration_years__isnull', True), ('duration_years__range', (1, 3)), _connector='OR'), name='report_one_to_three_years'),
        ),
        migrations.AddIndex(
            model_name='reportdraft',
            index=models.Index(fields=['round', 'owner'], name='draft_round_owner'),
        ),
        migrations.AddConstraint(
            model_name='reportdraft',
            constraint=models.CheckConstraint(condition=models.Q(('discarded_at__isnull', True), ('report__isnull', True), _connector='OR'), name='draft_discarded_only_unsent'),
        ),
        migrations.AddConstraint(
            model_name='reportdraft',
            constraint=models.CheckConstraint(condition=models.Q(('id', models.F('document_id'))), name='draft_has_number_of_document'),
        ),
        migrations.AddIndex(
            model_name='draftparty',
            index=models.Index(fields=['organisation', 'state'], name='party_organisation_state'),
        ),
        migrations.AddConstraint(
            model_name='draftparty',
            constraint=models.UniqueConstraint(fields=('draft', 'organisation'), name='party_once_per_draft'),
        ),
        migrations.AddConstraint(
            model_name='draftparty',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'not_asked'), ('asked_at__isnull', False), _connector='XOR'), name='party_asked_at_follows_state'),
        ),
        migrations.AddConstraint(
            model_name='draftparty',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('confirmed', 'changed')), _negated=True), ('confirmed__isnull', False), _connector='OR'), name='party_confirmed_says_what'),
        ),
        migrations.AddConstraint(
            model_name='reportpartner',
            constraint=models.UniqueConstraint(fields=('report', 'organisation'), name='partner_once_per_report'),
        ),
        migrations.AddConstraint(
            model_name='reportpartner',
            constraint=models.CheckConstraint(condition=models.Q(('amount__gte', 0)), name='partner_amount_not_negative'),
        ),
        migrations.AddConstraint(
            model_name='reportversion',
            constraint=models.UniqueConstraint(fields=('report', 'version'), name='report_version_once'),
        ),
        migrations.AddConstraint(
            model_name='savedview',
            constraint=models.UniqueConstraint(fields=('office', 'person', 'name'), name='saved_view_name_once'),
        ),
        migrations.AddConstraint(
            model_name='spreadsheetimport',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ('applied', 'undone')), ('applied_at__isnull', True), _connector='XOR'), name='import_applied_at_follows_state'),
        ),
        migrations.AddConstraint(
            model_name='spreadsheetimport',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'undone'), ('undone_at__isnull', True), _connector='XOR'), name='import_undone_at_follows_state'),
        ),
        migrations.AddConstraint(
            model_name='importrow',
            constraint=models.UniqueConstraint(fields=('source', 'row'), name='import_row_once'),
        ),
    ]
