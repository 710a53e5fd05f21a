import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('meetings', '0001_initial'),
        ('parties', '0001_initial'),
        ('programme', '0001_initial'),
        ('reports', '0001_initial'),
        ('shared', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Forum',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('schemes', models.JSONField(default=dict, help_text='scheme code -> {year, expected: [codes of groups], group_percent_most}, for the balance')),
                ('office', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='forum', to='parties.office')),
            ],
        ),
        migrations.CreateModel(
            name='Prioritising',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('method', models.CharField(choices=[('points', 'points'), ('ranks', 'ranks')], max_length=6)),
                ('opened_at', models.DateTimeField()),
                ('closes_at', models.DateTimeField()),
                ('closed_at', models.DateTimeField(null=True)),
                ('result', models.JSONField(default=dict, help_text='when closed: report id -> [score or class, null where nobody assessed; assessed; entitled]')),
                ('round', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='prioritising', to='programme.round')),
            ],
        ),
        migrations.CreateModel(
            name='Scenario',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('name', models.CharField(max_length=80)),
                ('method', models.CharField(max_length=20)),
                ('unit', models.PositiveSmallIntegerField(default=1, help_text='amounts are cut to whole multiples of this (kroner)')),
                ('reserve', models.JSONField(default=dict, help_text='kroner held back per line code')),
                ('params', models.JSONField(default=dict)),
                ('problem', models.JSONField(default=dict)),
                ('answer', models.JSONField(default=dict)),
                ('input_hash', models.CharField(max_length=64)),
                ('version', models.PositiveIntegerField(default=1)),
                ('adjusted', models.JSONField(default=dict, help_text='report number -> {amount, reason}: set by hand, and locked')),
                ('earlier', models.JSONField(default=list, help_text='what it was before each change, the last one last: for undo')),
                ('answer_hash', models.CharField(blank=True, max_length=64)),
                ('made_with', models.CharField(blank=True, help_text='the version of Fordel that computed it', max_length=20)),
                ('computed_at', models.DateTimeField()),
                ('copied_from', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='forum.scenario')),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scenarios', to='programme.round')),
            ],
            options={
                'ordering': ['number'],
            },
        ),
        migrations.CreateModel(
            name='Recommendation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(blank=True)),
                ('reserve_text', models.TextField(blank=True, help_text='what the money held back is for')),
                ('created_at', models.DateTimeField()),
                ('adopted_at', models.DateTimeField(null=True)),
                ('content', models.JSONField(default=dict)),
                ('sha256', models.CharField(blank=True, max_length=64)),
                ('revision', models.PositiveIntegerField(default=1, help_text='rises with every change; a page says which one it saw')),
                ('earlier', models.JSONField(default=list, help_text='what was adopted before it was opened again: {adopted_at, sha256, because, content}')),
                ('adopted_in', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='recommendations', to='meetings.meeting')),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('pdf', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='shared.storedfile')),
                ('round', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='recommendation', to='programme.round')),
                ('scenario', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recommendations', to='forum.scenario')),
            ],
        ),
        migrations.CreateModel(
            name='ScenarioAmount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('asked', models.BigIntegerField(help_text='kroner')),
                ('amount', models.BigIntegerField(help_text='kroner')),
                ('by_line', models.JSONField(help_text='line code -> kroner; sums to amount')),
                ('reason', models.JSONField(default=dict, help_text='codes and numbers of the explanation (forum.reasons)')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='scenario_amounts', to='reports.needsreport')),
                ('scenario', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='amounts', to='forum.scenario')),
            ],
        ),
        migrations.CreateModel(
            name='SeatGroup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=20)),
                ('name_nb', models.CharField(max_length=60)),
                ('name_nn', models.CharField(max_length=60)),
                ('name_en', models.CharField(max_length=60)),
                ('votes', models.BooleanField(help_text='observers take part and do not vote')),
                ('position', models.PositiveSmallIntegerField()),
                ('forum', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='groups', to='forum.forum')),
            ],
            options={
                'ordering': ['position'],
            },
        ),
        migrations.CreateModel(
            name='ForumMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('label', models.CharField(help_text='what the seat is called, e.g. Utdanningsforbundet', max_length=120)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(null=True)),
                ('deputy', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='deputy_seats', to=settings.AUTH_USER_MODEL)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='forum_members', to='parties.office')),
                ('organisation', models.ForeignKey(help_text='whose reports it is conflicted in', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.organisation')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='seats', to=settings.AUTH_USER_MODEL)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='seats', to='forum.seatgroup')),
            ],
            options={
                'ordering': ['group__position', 'label', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Vote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('question', models.CharField(max_length=200)),
                ('options', models.JSONField(help_text='[{code, label}] in order')),
                ('rules', models.JSONField(default=dict)),
                ('opened_at', models.DateTimeField()),
                ('may_close_at', models.DateTimeField(help_text='announced: it can be closed from then on in any case', null=True)),
                ('closed_at', models.DateTimeField(null=True)),
                ('agreed', models.BooleanField(default=False, help_text='ended because the forum agreed after all')),
                ('result', models.JSONField(default=dict)),
                ('closed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('follows', models.OneToOneField(help_text='the vote it decides between', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='followed_by', to='forum.vote')),
                ('item', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='votes', to='meetings.agendaitem')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='votes', to='meetings.meeting')),
                ('opened_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('report', models.ForeignKey(help_text='the conflicted do not take part', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reports.needsreport')),
                ('round', models.ForeignKey(help_text='whose rules it follows, and matters it is about', on_delete=django.db.models.deletion.PROTECT, related_name='votes', to='programme.round')),
            ],
        ),
        migrations.CreateModel(
            name='Ballot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('option', models.CharField(max_length=20)),
                ('cast_at', models.DateTimeField()),
                ('cast_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ballots', to='forum.forummember')),
                ('vote', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='ballots', to='forum.vote')),
            ],
        ),
        migrations.CreateModel(
            name='ConflictOfInterest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('suggested', 'Suggested by the system'), ('declared', 'Declared by the member'), ('conflicted', 'Not impartial'), ('impartial', 'Impartial')], max_length=10)),
                ('cause', models.CharField(choices=[('owner', "The member's organisation owns the report"), ('partner', "The member's organisation is a partner"), ('network', "The member's organisation takes part in the network"), ('own_words', 'The member has declared it')], max_length=10)),
                ('reason', models.TextField(blank=True, help_text="the member's own words")),
                ('noted_at', models.DateTimeField()),
                ('decided_at', models.DateTimeField(null=True)),
                ('decision_text', models.TextField(blank=True)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='conflicts', to='reports.needsreport')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='conflicts', to='forum.forummember')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('member', 'report'), name='conflict_once_per_report'), models.CheckConstraint(condition=models.Q(('state__in', ('suggested', 'declared')), ('decided_at__isnull', False), _connector='XOR'), name='conflict_decided_at_follows_state')],
            },
        ),
        migrations.CreateModel(
            name='Assessment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('value', models.PositiveSmallIntegerField()),
                ('given_at', models.DateTimeField()),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='assessments', to='reports.needsreport')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='assessments', to='forum.forummember')),
                ('prioritising', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='assessments', to='forum.prioritising')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('prioritising', 'member', 'report'), name='assessment_once'), models.CheckConstraint(condition=models.Q(('value__lte', 1000)), name='assessment_in_reach')],
            },
        ),
        migrations.CreateModel(
            name='Dissent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField()),
                ('report', models.ForeignKey(help_text='what it is about, if one report', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reports.needsreport')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='forum.forummember')),
                ('recommendation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='dissents', to='forum.recommendation')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('recommendation', 'member', 'report'), name='dissent_once_per_matter', nulls_distinct=False)],
            },
        ),
        migrations.CreateModel(
            name='RecommendedMeasure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('priority', models.PositiveSmallIntegerField()),
                ('criteria_text', models.TextField(blank=True)),
                ('recommendation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='measures', to='forum.recommendation')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reports.needsreport')),
            ],
            options={
                'ordering': ['priority', 'report__number'],
                'constraints': [models.UniqueConstraint(fields=('recommendation', 'report'), name='recommended_once')],
            },
        ),
        migrations.AddConstraint(
            model_name='scenario',
            constraint=models.UniqueConstraint(fields=('round', 'number'), name='scenario_number_once'),
        ),
        migrations.AddConstraint(
            model_name='recommendation',
            constraint=models.CheckConstraint(condition=models.Q(('adopted_at__isnull', True), models.Q(('sha256', ''), _negated=True), _connector='XOR'), name='recommendation_adopted_is_hashed'),
        ),
        migrations.AddConstraint(
            model_name='scenarioamount',
            constraint=models.UniqueConstraint(fields=('scenario', 'report'), name='scenario_report_once'),
        ),
        migrations.AddConstraint(
            model_name='scenarioamount',
            constraint=models.CheckConstraint(condition=models.Q(('amount__gte', 0), ('amount__lte', models.F('asked'))), name='scenario_amount_within_ask'),
        ),
        migrations.AddConstraint(
            model_name='seatgroup',
            constraint=models.UniqueConstraint(fields=('forum', 'code'), name='seat_group_once'),
        ),
        migrations.AddConstraint(
            model_name='forummember',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='seat_ends_later'),
        ),
        migrations.AddConstraint(
            model_name='forummember',
            constraint=models.UniqueConstraint(condition=models.Q(('ends_on__isnull', True)), fields=('office', 'person'), name='one_running_seat_per_person'),
        ),
        migrations.AddConstraint(
            model_name='vote',
            constraint=models.UniqueConstraint(condition=models.Q(('closed_at__isnull', True)), fields=('meeting',), name='one_open_vote_per_meeting'),
        ),
        migrations.AddConstraint(
            model_name='ballot',
            constraint=models.UniqueConstraint(fields=('vote', 'member'), name='one_ballot_per_member'),
        ),
    ]
