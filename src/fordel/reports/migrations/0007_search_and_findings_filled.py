"""Fills the words and findings of reports that are there already, as `services.casework.index_report` does since."""

from __future__ import annotations

from typing import Any

from django.db import migrations

from fordel.core.form.definition import FormDefinitionError, read_form
from fordel.core.received import ReceivedFacts, findings_of_received

_WORDS = """
UPDATE needs_needsreport r SET search =
  to_tsvector('norwegian', w.words) || to_tsvector('simple', w.words)
FROM (
  SELECT r.id, concat_ws(' ', r.number, r.title, r.theme, o.name, o.organisation_number, m.name, n.name,
    (SELECT string_agg(p.name, ' ') FROM needs_reportpartner s JOIN parties_organisation p ON p.id = s.organisation_id
     WHERE s.report_id = r.id)) AS words
  FROM needs_needsreport r JOIN parties_organisation o ON o.id = r.owner_id
  LEFT JOIN parties_municipality m ON m.id = r.municipality_id
  LEFT JOIN parties_network n ON n.id = r.network_id
) w WHERE w.id = r.id
"""


def fill(apps: Any, schema_editor: Any) -> None:
    schema_editor.execute(_WORDS)
    reports = apps.get_model("needs", "NeedsReport").objects.select_related("owner")
    for round_ in apps.get_model("programme", "Round").objects.select_related("scheme"):
        try:
            form = read_form(round_.scheme.definition)
        except FormDefinitionError:
            continue
        changed = []
        for report in reports.filter(round=round_).prefetch_related("partners__organisation"):
            partners = tuple((each.organisation.name, each.organisation.kind) for each in report.partners.all())
            facts = ReceivedFacts(
                report.owner.kind,
                partners,
                report.duration_years,
                report.employees,
                report.children,
                report.employees_took_part,
            )
            report.findings = sum(finding.stops_sending for finding in findings_of_received(form, facts))
            changed.append(report)
        reports.model.objects.bulk_update(changed, ["findings"], batch_size=1000)


class Migration(migrations.Migration):
    dependencies = [("needs", "0006_casework"), ("programme", "0001_initial"), ("parties", "0001_initial")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
