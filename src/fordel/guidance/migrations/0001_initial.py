import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('parties', '0001_initial'),
        ('writing', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Article',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('published', 'Published'), ('withdrawn', 'Withdrawn'), ('discarded', 'Discarded')], default='draft', max_length=9)),
                ('title', models.CharField(blank=True, max_length=200)),
                ('review_on', models.DateField(help_text='when whoever answers for it is to read it again', null=True)),
                ('version', models.PositiveIntegerField(default=0)),
                ('published_at', models.DateTimeField(null=True)),
                ('kind', models.CharField(blank=True, choices=[('information', 'Information'), ('clarification', 'Clarification'), ('guideline', 'Guideline'), ('question', 'Question and answer')], max_length=13)),
                ('schemes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), default=list, size=None)),
                ('audience', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=12), default=list, size=None)),
                ('title_nb', models.CharField(blank=True, max_length=200)),
                ('title_nn', models.CharField(blank=True, max_length=200)),
                ('summary_nb', models.TextField(blank=True)),
                ('summary_nn', models.TextField(blank=True)),
                ('body_nb', models.TextField(blank=True, help_text='tidy HTML')),
                ('body_nn', models.TextField(blank=True, help_text='tidy HTML')),
                ('source', models.CharField(blank=True, max_length=200)),
                ('source_date', models.DateField(null=True)),
                ('source_link', models.CharField(blank=True, max_length=200)),
                ('valid_from', models.DateField(null=True)),
                ('valid_to', models.DateField(null=True)),
                ('pages', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=80), default=list, size=None)),
                ('fields', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=80), default=list, size=None)),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('withdrawn_because', models.TextField(blank=True)),
                ('search', django.contrib.postgres.search.SearchVectorField(help_text='all that is written now, for the office', null=True)),
                ('search_nb', django.contrib.postgres.search.SearchVectorField(null=True)),
                ('search_nn', django.contrib.postgres.search.SearchVectorField(null=True)),
                ('document', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='article', to='writing.document')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='articles', to='parties.office')),
                ('related', models.ManyToManyField(to='guidance.article')),
                ('responsible', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Feedback',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('visitor', models.CharField(blank=True, max_length=64)),
                ('is_useful', models.BooleanField()),
                ('comment', models.TextField(blank=True)),
                ('given_at', models.DateTimeField()),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='feedback', to='guidance.article')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Question',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=120)),
                ('page', models.CharField(blank=True, max_length=80)),
                ('scheme', models.CharField(blank=True, max_length=40)),
                ('state', models.CharField(choices=[('open', 'Waits for an answer'), ('answered', 'Answered'), ('closed', 'Closed without an answer')], default='open', max_length=8)),
                ('asked_at', models.DateTimeField()),
                ('answer_due', models.DateField()),
                ('closed_because', models.TextField(blank=True)),
                ('article', models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='question', to='guidance.article')),
                ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='questions', to='parties.office')),
                ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.organisation')),
            ],
        ),
        migrations.CreateModel(
            name='QuestionMessage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_office', models.BooleanField()),
                ('text', models.TextField()),
                ('sent_at', models.DateTimeField()),
                ('reply_by', models.DateTimeField(help_text='the first instant that is too late to answer', null=True)),
                ('answered_at', models.DateTimeField(null=True)),
                ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='messages', to='guidance.question')),
            ],
            options={
                'ordering': ['sent_at', 'id'],
                'abstract': False,
            },
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(fields=['office', 'state'], name='article_of_office'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=django.contrib.postgres.indexes.GinIndex(fields=['search'], name='article_search'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=django.contrib.postgres.indexes.GinIndex(fields=['search_nb'], name='article_search_nb'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=django.contrib.postgres.indexes.GinIndex(fields=['search_nn'], name='article_search_nn'),
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.CheckConstraint(condition=models.Q(('id', models.F('document_id'))), name='article_has_number_of_document'),
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('published_at__isnull', True), ('version', 0)), models.Q(('published_at__isnull', False), ('version__gt', 0)), _connector='OR'), name='article_published_has_version'),
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('draft', 'discarded')), ('version', 0)), models.Q(('state__in', ('published', 'withdrawn')), ('version__gt', 0)), _connector='OR'), name='article_state_has_version'),
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'withdrawn'), ('withdrawn_at__isnull', False)), models.Q(models.Q(('state', 'withdrawn'), _negated=True), ('withdrawn_at__isnull', True)), _connector='OR'), name='article_withdrawn_has_time'),
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'published'), _negated=True), models.Q(('title_nb', ''), ('title_nn', ''), ('body_nb', ''), ('body_nn', ''), _connector='OR', _negated=True), _connector='OR'), name='article_published_in_both_forms'),
        ),
        migrations.AddConstraint(
            model_name='feedback',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('person__isnull', False), ('visitor', '')), models.Q(('person__isnull', True), models.Q(('visitor', ''), _negated=True)), _connector='OR'), name='feedback_of_person_or_visitor'),
        ),
        migrations.AddConstraint(
            model_name='feedback',
            constraint=models.UniqueConstraint(condition=models.Q(('person__isnull', False)), fields=('article', 'person'), name='feedback_once_a_person'),
        ),
        migrations.AddConstraint(
            model_name='feedback',
            constraint=models.UniqueConstraint(condition=models.Q(('visitor', ''), _negated=True), fields=('article', 'visitor'), name='feedback_once_a_visitor'),
        ),
        migrations.AddIndex(
            model_name='question',
            index=models.Index(fields=['office', 'state', 'answer_due'], name='question_of_office'),
        ),
    ]
