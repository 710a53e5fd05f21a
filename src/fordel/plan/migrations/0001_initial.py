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
        ('writing', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Plan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=160)),
                ('language', models.CharField(choices=[('nb', 'Bokmål'), ('nn', 'Nynorsk')], max_length=2)),
                ('first_year', models.PositiveSmallIntegerField()),
                ('last_year', models.PositiveSmallIntegerField()),
                ('outline', models.JSONField(default=list)),
                ('state', models.CharField(choices=[('draft', 'Being written'), ('hearing', 'In hearing'), ('revising', 'Being revised'), ('proposed', 'Put before the forum'), ('adopted', 'Adopted'), ('in_force', 'In force'), ('replaced', 'Replaced'), ('discarded', 'Discarded')], default='draft', max_length=10)),
                ('proposed_at', models.DateTimeField(help_text='when its text was locked for the forum to decide on', null=True)),
                ('adopted_on', models.DateField(null=True)),
                ('adopted_by', models.CharField(blank=True, help_text='the meeting or the case in which it was', max_length=200)),
                ('in_force_at', models.DateTimeField(null=True)),
                ('replaced_at', models.DateTimeField(null=True)),
                ('document', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='plan', to='writing.document')),
                ('former', models.ForeignKey(help_text='the plan that it builds on', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='later', to='plan.plan')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='plans', to='parties.office')),
            ],
        ),
        migrations.CreateModel(
            name='PlanScheme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(help_text='the slug of the scheme', max_length=40)),
                ('is_in_force', models.BooleanField(default=False)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.office')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='schemes', to='plan.plan')),
            ],
        ),
        migrations.CreateModel(
            name='PlanTheme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=20)),
                ('names', models.JSONField()),
                ('goals', models.JSONField(default=dict)),
                ('signs', models.JSONField(default=dict)),
                ('also', models.JSONField(default=list, help_text='what reports have called the same: they are counted under it')),
                ('target_groups', models.JSONField(default=list)),
                ('first_year', models.PositiveSmallIntegerField()),
                ('last_year', models.PositiveSmallIntegerField(null=True)),
                ('position', models.PositiveSmallIntegerField()),
                ('continues', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='continued_by', to='plan.plantheme')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='themes', to='plan.plan')),
            ],
            options={
                'ordering': ['position', 'id'],
            },
        ),
        migrations.CreateModel(
            name='RoundPlan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('pinned_at', models.DateTimeField()),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rounds', to='plan.plan')),
                ('round', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='plan_pin', to='programme.round')),
            ],
        ),
        migrations.AddConstraint(
            model_name='plan',
            constraint=models.CheckConstraint(condition=models.Q(('id', models.F('document_id'))), name='plan_has_number_of_document'),
        ),
        migrations.AddConstraint(
            model_name='plan',
            constraint=models.CheckConstraint(condition=models.Q(('last_year__gte', models.F('first_year'))), name='plan_ends_later'),
        ),
        migrations.AddConstraint(
            model_name='plan',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('adopted_on__isnull', True), ('in_force_at__isnull', True), ('state__in', ('draft', 'hearing', 'revising', 'proposed', 'discarded'))), models.Q(('adopted_on__isnull', False), ('in_force_at__isnull', True), ('state', 'adopted')), models.Q(('adopted_on__isnull', False), ('in_force_at__isnull', False), ('state__in', ('in_force', 'replaced'))), _connector='OR'), name='plan_in_force_was_adopted'),
        ),
        migrations.AddConstraint(
            model_name='plan',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'proposed'), _negated=True), ('proposed_at__isnull', False), _connector='OR'), name='plan_proposed_has_a_time'),
        ),
        migrations.AddConstraint(
            model_name='plan',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('replaced_at__isnull', False), ('state', 'replaced')), models.Q(models.Q(('state', 'replaced'), _negated=True), ('replaced_at__isnull', True)), _connector='OR'), name='plan_replaced_at_follows_state'),
        ),
        migrations.AddConstraint(
            model_name='planscheme',
            constraint=models.UniqueConstraint(fields=('plan', 'slug'), name='plan_scheme_once'),
        ),
        migrations.AddConstraint(
            model_name='planscheme',
            constraint=models.UniqueConstraint(condition=models.Q(('is_in_force', True)), fields=('office', 'slug'), name='one_plan_in_force_for_a_scheme'),
        ),
        migrations.AddConstraint(
            model_name='plantheme',
            constraint=models.UniqueConstraint(fields=('plan', 'code'), name='theme_once'),
        ),
        migrations.AddConstraint(
            model_name='plantheme',
            constraint=models.CheckConstraint(condition=models.Q(('last_year__isnull', True), ('last_year__gte', models.F('first_year')), _connector='OR'), name='theme_ends_later'),
        ),
        migrations.CreateModel(
            name='PlanCorrection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.CharField(max_length=60)),
                ('wrong', models.CharField(max_length=300)),
                ('right', models.CharField(blank=True, max_length=300)),
                ('note', models.CharField(help_text='what was wrong, for everybody who reads the plan', max_length=500)),
                ('state', models.CharField(choices=[('suggested', 'Waits for a second person'), ('approved', 'Corrected'), ('withdrawn', 'Withdrawn')], default='suggested', max_length=10)),
                ('written_at', models.DateTimeField()),
                ('decided_at', models.DateTimeField(null=True)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='corrections', to='plan.plan')),
                ('version', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='writing.submission')),
                ('written_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-written_at', '-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('state', 'suggested'), ('decided_at__isnull', False), _connector='XOR'), name='correction_decided_at_follows_state')],
            },
        ),
        migrations.CreateModel(
            name='ChapterWords',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=20)),
                ('title', models.CharField(max_length=160)),
                ('search', django.contrib.postgres.search.SearchVectorField()),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='plan.plan')),
            ],
            options={
                'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['search'], name='chapter_search')],
                'constraints': [models.UniqueConstraint(fields=('plan', 'code'), name='words_of_chapter_once')],
            },
        ),
    ]
