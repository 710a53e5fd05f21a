"""Keeps what the list of reports searches in and shows without computing: each report's words and its findings."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from django.db import connection
from django.db.models import Q

from fordel.parties.events import NamesChanged
from fordel.reports.events import ReportsChanged
from fordel.reports.models import NeedsReport
from fordel.reports.selectors.findings import count_findings
from fordel.shared.events import emit

# Words stand twice: stemmed as Norwegian, and as they are, so that names and parts of words are found too.
_WRITE: Final = """
WITH known AS (SELECT * FROM unnest(%s::bigint[], %s::int[]) AS known(id, findings)),
words AS (
  SELECT r.id, known.findings, sent.answers,
    concat_ws(' ', r.number, r.title, r.theme) AS own,
    concat_ws(' ', o.name, o.organisation_number, m.name, n.name, partners.names) AS names
  FROM known JOIN reports_needsreport r ON r.id = known.id
  JOIN parties_organisation o ON o.id = r.owner_id
  LEFT JOIN parties_municipality m ON m.id = r.municipality_id
  LEFT JOIN parties_network n ON n.id = r.network_id
  LEFT JOIN (
    SELECT s.report_id, string_agg(p.name, ' ') AS names
    FROM reports_reportpartner s JOIN parties_organisation p ON p.id = s.organisation_id
    WHERE s.report_id IN (SELECT id FROM known) GROUP BY s.report_id
  ) partners ON partners.report_id = r.id
  LEFT JOIN (
    SELECT DISTINCT ON (d.report_id) d.report_id, coalesce(s.content->'answers', '{}'::jsonb) AS answers
    FROM writing_submission s JOIN reports_reportdraft d ON d.document_id = s.document_id
    WHERE d.report_id IN (SELECT id FROM known) ORDER BY d.report_id, s.sequence DESC
  ) sent ON sent.report_id = r.id
)
UPDATE reports_needsreport r SET findings = words.findings, search =
  to_tsvector('norwegian', words.own || ' ' || words.names) || to_tsvector('simple', words.own || ' ' || words.names)
  || coalesce(jsonb_to_tsvector('norwegian', words.answers, '["string"]')
    || jsonb_to_tsvector('simple', words.answers, '["string"]'), ''::tsvector)
FROM words WHERE words.id = r.id
"""


def index_reports(report_ids: Iterable[int]) -> None:
    """Call it in the transaction that changed the reports, or what a party has
    said to them. Six queries at most, whatever the number of reports, and those of what reacts."""
    counted = count_findings(report_ids)
    if counted:
        with connection.cursor() as cursor:
            cursor.execute(_WRITE, [list(counted), list(counted.values())])
        emit(ReportsChanged(frozenset(counted)))


def index_named(event: NamesChanged) -> None:
    """Indexes the reports that mention an organisation, network or municipality with another name or kind."""
    named = (
        Q(owner__in=event.organisations)
        | Q(partners__organisation__in=event.organisations)
        | Q(network__in=event.networks)
        | Q(municipality__in=event.municipalities)
    )
    index_reports(NeedsReport.objects.filter(named).order_by().values_list("pk", flat=True).distinct())
