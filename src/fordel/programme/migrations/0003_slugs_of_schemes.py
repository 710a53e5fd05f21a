"""The scheme in the addresses of its rounds. A slug never changes, is the same in every year, and is one scheme's."""

from django.db import migrations, models

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


def fill_slugs(apps, schema_editor):
    """The slug of the definition; of one from before there were slugs, its code."""
    for version in apps.get_model("programme", "SchemeVersion").objects.all():
        version.slug = version.definition.get("slug") or version.code.replace("_", "-")
        version.save(update_fields=["slug"])
    for round_ in apps.get_model("programme", "Round").objects.select_related("scheme"):
        round_.scheme_slug = round_.scheme.slug
        round_.save(update_fields=["scheme_slug"])


class Migration(migrations.Migration):
    dependencies = [("programme", "0002_target_groups")]

    operations = [
        migrations.AddField(
            model_name="schemeversion",
            name="slug",
            field=models.SlugField(
                default="",
                help_text="the scheme in addresses: the same in every year, and never another's",
                max_length=40,
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="round",
            name="scheme_slug",
            field=models.SlugField(default="", max_length=40),
            preserve_default=False,
        ),
        migrations.RunPython(fill_slugs, migrations.RunPython.noop),
        migrations.RemoveConstraint(model_name="round", name="one_running_round_per_year"),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_history", False)),
                fields=("office", "scheme_slug", "year"),
                name="one_running_round_per_scheme_and_year",
            ),
        ),
        migrations.RunSQL(HOLD, RELEASE),
    ]
