import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('email', models.EmailField(max_length=254, unique=True)),
                ('name', models.CharField(max_length=120)),
                ('is_active', models.BooleanField(default=True)),
                ('language', models.CharField(blank=True, default='', max_length=2)),
                ('erased_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Office',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(unique=True)),
                ('name', models.CharField(max_length=120)),
                ('organisation_number', models.CharField(max_length=9, unique=True)),
                ('counties', models.JSONField(help_text="county numbers, e.g. ['18']")),
                ('language_form', models.CharField(choices=[('nb', 'Bokmål'), ('nn', 'Nynorsk'), ('neutral', 'Neutral'), ('', 'Not known')], default='nb', max_length=7)),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('region_name', models.CharField(help_text='what the area is called, e.g. Nordland', max_length=80)),
                ('main_scheme', models.SlugField(default='collective', help_text='code of the scheme that is meant if an address or command names none', max_length=40)),
            ],
        ),
        migrations.CreateModel(
            name='GuessCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=20)),
                ('account', models.CharField(max_length=64)),
                ('guesses', models.PositiveIntegerField(default=0)),
                ('last_at', models.DateTimeField()),
                ('locked_until', models.DateTimeField(null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('kind', 'account'), name='guess_count_once')],
            },
        ),
        migrations.CreateModel(
            name='Municipality',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=4, unique=True)),
                ('name', models.CharField(max_length=60)),
                ('official_name', models.CharField(max_length=120)),
                ('county_number', models.CharField(max_length=2)),
                ('latitude', models.FloatField(null=True)),
                ('longitude', models.FloatField(null=True)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='municipalities', to='parties.office')),
            ],
            options={
                'verbose_name_plural': 'municipalities',
            },
        ),
        migrations.CreateModel(
            name='Organisation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('organisation_number', models.CharField(max_length=9, null=True, unique=True)),
                ('name', models.CharField(max_length=200)),
                ('kind', models.CharField(choices=[('municipality', 'Municipality'), ('county_authority', 'County authority'), ('private_owner', 'Private owner'), ('university', 'University or university college'), ('vocational_college', 'Vocational college'), ('other_provider', 'Other provider')], max_length=20)),
                ('language_form', models.CharField(blank=True, choices=[('nb', 'Bokmål'), ('nn', 'Nynorsk'), ('neutral', 'Neutral'), ('', 'Not known')], default='', max_length=7)),
                ('language_form_source', models.CharField(blank=True, db_default='', default='', help_text='where a loaded form is from; empty if somebody chose it', max_length=200)),
                ('language_form_on', models.DateField(help_text='the date of the source, or when somebody chose it', null=True)),
                ('source', models.CharField(help_text='register, import or manual', max_length=20)),
                ('municipality', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='parties.municipality')),
            ],
        ),
        migrations.CreateModel(
            name='JoinRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('message', models.TextField(blank=True, max_length=1000)),
                ('state', models.CharField(choices=[('pending', 'Waits for an answer'), ('approved', 'Approved'), ('declined', 'Declined'), ('withdrawn', 'Withdrawn')], default='pending', max_length=20)),
                ('created_at', models.DateTimeField()),
                ('decided_at', models.DateTimeField(null=True)),
                ('reason', models.TextField(blank=True, max_length=1000)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='join_requests', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='join_requests', to='parties.organisation')),
            ],
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token_hash', models.CharField(max_length=64, unique=True)),
                ('email', models.EmailField(max_length=254)),
                ('role', models.CharField(choices=[('case_officer', 'Case officer'), ('approver', 'Approver'), ('owner', 'Owner'), ('partner', 'Partner'), ('forum_member', 'Forum member'), ('national_reader', 'National reader'), ('auditor', 'Auditor')], max_length=20)),
                ('is_administrator', models.BooleanField(default=False)),
                ('state', models.CharField(choices=[('open', 'Sent'), ('accepted', 'Accepted'), ('withdrawn', 'Withdrawn')], default='open', max_length=20)),
                ('sent_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('accepted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('invited_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('office', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, to='parties.office')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, to='parties.organisation')),
            ],
        ),
        migrations.CreateModel(
            name='OrganisationAlias',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200)),
                ('key', models.CharField(max_length=200, unique=True)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='aliases', to='parties.organisation')),
            ],
        ),
        migrations.CreateModel(
            name='RegisterAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('register', models.CharField(max_length=20)),
                ('key', models.CharField(max_length=400)),
                ('status', models.PositiveSmallIntegerField()),
                ('answer', models.JSONField(null=True)),
                ('fetched_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('register', 'key'), name='register_answer_once')],
            },
        ),
        migrations.CreateModel(
            name='RoleAssignment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('case_officer', 'Case officer'), ('approver', 'Approver'), ('owner', 'Owner'), ('partner', 'Partner'), ('forum_member', 'Forum member'), ('national_reader', 'National reader'), ('auditor', 'Auditor')], max_length=20)),
                ('is_administrator', models.BooleanField(default=False, help_text='may let others in at the same place')),
                ('may_sign', models.BooleanField(default=False, help_text='may sign for the organisation; given by an administrator of it')),
                ('source', models.CharField(default='office', help_text='who gave it: see ROLE_SOURCES', max_length=60)),
                ('chosen_at', models.DateTimeField(blank=True, help_text='when the person last chose to act in it', null=True)),
                ('office', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, to='parties.office')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, to='parties.organisation')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='assignments', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='SignIn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('method', models.CharField(choices=[('code', 'Code by e-mail'), ('password', 'Password'), ('authenticator', 'Password and authenticator app'), ('passkey', 'Passkey'), ('provider', 'Another sign-in service'), ('demo', 'One click in the demo')], max_length=20)),
                ('result', models.CharField(choices=[('signed_in', 'Signed in'), ('wrong_password', 'Wrong password'), ('wrong_code', 'Wrong code'), ('locked', 'Too many attempts'), ('refused', 'Refused')], max_length=20)),
                ('provider', models.CharField(blank=True, default='', help_text='id of the sign-in service', max_length=40)),
                ('browser', models.CharField(blank=True, default='', help_text='e.g. Firefox, Windows', max_length=60)),
                ('session_key', models.CharField(blank=True, default='', max_length=40)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sign_ins', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Network',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120)),
                ('key', models.CharField(max_length=120)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='networks', to='parties.office')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('office', 'key'), name='network_once_per_office')],
            },
        ),
        migrations.AddIndex(
            model_name='organisation',
            index=models.Index(fields=['kind'], name='organisation_kind'),
        ),
        migrations.AddConstraint(
            model_name='organisation',
            constraint=models.CheckConstraint(condition=models.Q(('organisation_number__isnull', True), ('organisation_number__regex', '^[0-9]{9}$'), _connector='OR'), name='organisation_number_nine_digits'),
        ),
        migrations.AddConstraint(
            model_name='joinrequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('state', 'pending')), models.Q(models.Q(('state', 'pending'), _negated=True), ('decided_at__isnull', False)), _connector='OR'), name='join_request_decided_once'),
        ),
        migrations.AddConstraint(
            model_name='joinrequest',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'pending')), fields=('person', 'organisation'), name='join_request_pending_once'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('office__isnull', False), ('organisation__isnull', True), ('role__in', ('case_officer', 'approver', 'forum_member'))), models.Q(('organisation__isnull', False), ('role__in', ('owner', 'partner'))), models.Q(('organisation__isnull', True), ('role__in', ('national_reader', 'auditor'))), _connector='OR'), name='invitation_place_fits_role'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('state', 'open')), models.Q(models.Q(('state', 'open'), _negated=True), ('ended_at__isnull', False)), _connector='OR'), name='invitation_ends_once'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('email', 'role', 'office', 'organisation'), name='invitation_open_once', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='roleassignment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('office__isnull', False), ('organisation__isnull', True), ('role__in', ('case_officer', 'approver', 'forum_member'))), models.Q(('organisation__isnull', False), ('role__in', ('owner', 'partner'))), models.Q(('organisation__isnull', True), ('role__in', ('national_reader', 'auditor'))), _connector='OR'), name='role_assignment_place_fits_role'),
        ),
        migrations.AddConstraint(
            model_name='roleassignment',
            constraint=models.CheckConstraint(condition=models.Q(('may_sign', False), ('organisation__isnull', False), _connector='OR'), name='role_assignment_signs_for_somebody'),
        ),
        migrations.AddConstraint(
            model_name='roleassignment',
            constraint=models.UniqueConstraint(fields=('person', 'role', 'office', 'organisation'), name='role_assignment_once', nulls_distinct=False),
        ),
        migrations.AddIndex(
            model_name='signin',
            index=models.Index(fields=['person', '-at'], name='sign_in_of_person'),
        ),
    ]
