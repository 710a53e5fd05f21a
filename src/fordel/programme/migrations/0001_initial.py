"""Target groups and names of lines never change; a slug is one scheme's in every year."""

import django.db.models.deletion
from django.db import migrations, models

FREEZE = """
CREATE FUNCTION programme_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% never changes once its round is open', TG_TABLE_NAME;
END $$;
CREATE TRIGGER target_group_is_frozen BEFORE UPDATE OR DELETE ON programme_targetgroup
    FOR EACH ROW EXECUTE FUNCTION programme_refuse_change();
CREATE TRIGGER target_group_lines_are_frozen BEFORE UPDATE OR DELETE ON programme_targetgroup_lines
    FOR EACH ROW EXECUTE FUNCTION programme_refuse_change();
CREATE TRIGGER frame_line_is_frozen BEFORE UPDATE OF round_id, code, name_nb, name_nn, name_en, position
    ON programme_frameline FOR EACH ROW
    WHEN ((OLD.round_id, OLD.code, OLD.name_nb, OLD.name_nn, OLD.name_en, OLD.position)
        IS DISTINCT FROM (NEW.round_id, NEW.code, NEW.name_nb, NEW.name_nn, NEW.name_en, NEW.position))
    EXECUTE FUNCTION programme_refuse_change();
"""
THAW = """
DROP TRIGGER target_group_is_frozen ON programme_targetgroup;
DROP TRIGGER target_group_lines_are_frozen ON programme_targetgroup_lines;
DROP TRIGGER frame_line_is_frozen ON programme_frameline;
DROP FUNCTION programme_refuse_change();
"""
HOLD = """
CREATE FUNCTION programme_hold_slug() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM programme_schemeversion other
        WHERE other.id <> NEW.id AND (other.code = NEW.code) <> (other.slug = NEW.slug)
    ) THEN
        RAISE EXCEPTION 'the slug % is another scheme''s, or the scheme % has another slug', NEW.slug, NEW.code
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER slug_is_one_schemes BEFORE INSERT ON programme_schemeversion
    FOR EACH ROW EXECUTE FUNCTION programme_hold_slug();
CREATE TRIGGER slug_is_frozen BEFORE UPDATE OF code, slug ON programme_schemeversion FOR EACH ROW
    WHEN ((OLD.code, OLD.slug) IS DISTINCT FROM (NEW.code, NEW.slug)) EXECUTE FUNCTION programme_refuse_change();
ALTER TABLE programme_schemeversion ADD CONSTRAINT scheme_and_slug UNIQUE (id, slug);
ALTER TABLE programme_round ADD CONSTRAINT round_has_the_slug_of_its_scheme
    FOREIGN KEY (scheme_id, scheme_slug) REFERENCES programme_schemeversion (id, slug);
"""
RELEASE = """
ALTER TABLE programme_round DROP CONSTRAINT round_has_the_slug_of_its_scheme;
ALTER TABLE programme_schemeversion DROP CONSTRAINT scheme_and_slug;
DROP TRIGGER slug_is_frozen ON programme_schemeversion;
DROP TRIGGER slug_is_one_schemes ON programme_schemeversion;
DROP FUNCTION programme_hold_slug();
"""


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('parties', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Round',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('scheme_slug', models.SlugField(max_length=40)),
                ('year', models.PositiveSmallIntegerField()),
                ('needs_deadline', models.DateTimeField(null=True)),
                ('recommendation_due', models.DateField(null=True)),
                ('report_due', models.DateField(null=True)),
                ('is_history', models.BooleanField(default=False, help_text='a former scheme, kept for comparison only')),
                ('note', models.TextField(blank=True, help_text="is shown beside the year's numbers wherever they are compared")),
                ('themes', models.JSONField(db_default=[], default=list, help_text='the themes of the plan it follows, as they were when it opened')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rounds', to='parties.office')),
            ],
        ),
        migrations.CreateModel(
            name='FrameLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=20)),
                ('name_nb', models.CharField(max_length=60)),
                ('name_nn', models.CharField(max_length=60)),
                ('name_en', models.CharField(max_length=60)),
                ('amount', models.BigIntegerField(help_text='kroner')),
                ('note', models.CharField(blank=True, max_length=200)),
                ('position', models.PositiveSmallIntegerField()),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='frame_lines', to='programme.round')),
            ],
            options={
                'ordering': ['position'],
            },
        ),
        migrations.CreateModel(
            name='SchemeVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=40)),
                ('slug', models.SlugField(help_text="the scheme in addresses: the same in every year, and never another's", max_length=40)),
                ('year', models.PositiveSmallIntegerField()),
                ('definition', models.JSONField()),
                ('sha256', models.CharField(max_length=64)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('code', 'year'), name='scheme_once_per_year')],
            },
        ),
        migrations.AddField(
            model_name='round',
            name='scheme',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rounds', to='programme.schemeversion'),
        ),
        migrations.CreateModel(
            name='TargetGroup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=20)),
                ('name_nb', models.CharField(max_length=60)),
                ('name_nn', models.CharField(max_length=60)),
                ('name_en', models.CharField(max_length=60)),
                ('mark', models.CharField(help_text='its shape, see core.scheme.MARKS', max_length=10)),
                ('position', models.PositiveSmallIntegerField()),
                ('lines', models.ManyToManyField(related_name='target_groups', to='programme.frameline')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='target_groups', to='programme.round')),
            ],
            options={
                'ordering': ['position'],
            },
        ),
        migrations.AddConstraint(
            model_name='frameline',
            constraint=models.UniqueConstraint(fields=('round', 'code'), name='frame_line_once'),
        ),
        migrations.AddConstraint(
            model_name='frameline',
            constraint=models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='frame_line_above_zero'),
        ),
        migrations.AddConstraint(
            model_name='round',
            constraint=models.UniqueConstraint(fields=('office', 'scheme', 'year'), name='round_once'),
        ),
        migrations.AddConstraint(
            model_name='round',
            constraint=models.UniqueConstraint(condition=models.Q(('is_history', False)), fields=('office', 'scheme_slug', 'year'), name='one_running_round_per_scheme_and_year'),
        ),
        migrations.AddConstraint(
            model_name='targetgroup',
            constraint=models.UniqueConstraint(fields=('round', 'code'), name='target_group_once'),
        ),
        migrations.RunSQL(FREEZE, THAW),
        migrations.RunSQL(HOLD, RELEASE),
    ]
