"""What the rules say of reports that have come in: of what was sent, or of the columns where a spreadsheet is all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from fordel.core.form.content import facts_from
from fordel.core.form.definition import FormDefinition, FormDefinitionError
from fordel.core.form.draft_findings import findings_of
from fordel.core.form.findings import Finding
from fordel.core.received import ReceivedFacts, findings_of_received
from fordel.programme.models import Round
from fordel.reports.models import DraftParty, NeedsReport
from fordel.reports.selectors.draft_facts import form_of
from fordel.reports.selectors.reports import PartnerShare, partners_of
from fordel.reports.selectors.submissions import REPORT
from fordel.writing.models import Submission

_COLUMNS = ("pk", "round", "owner__kind", "duration_years", "employees", "children", "employees_took_part")


def form_or_none(round_: Round) -> FormDefinition | None:
    """What reports of the year are asked; None if its scheme asks nothing (those before 2026)."""
    try:
        return form_of(round_)
    except FormDefinitionError:
        return None


def findings_of_sent(
    form: FormDefinition, content: Mapping[str, Any], states: Mapping[str, str]
) -> tuple[Finding, ...]:
    """Everything there is to say of what an owner sent. `states`: slot -> what the party has said by now."""
    return findings_of(facts_from(form, content, states))


def findings_of_columns(
    report: NeedsReport, form: FormDefinition | None, partners: Sequence[PartnerShare]
) -> tuple[Finding, ...]:
    """Everything there is to say of a report that came by spreadsheet. No queries; the report comes with its owner."""
    if form is None:
        return ()
    facts = ReceivedFacts(
        owner_kind=report.owner.kind,
        partners=tuple((partner.name, partner.kind) for partner in partners),
        duration_years=report.duration_years,
        employees=report.employees,
        children=report.children,
        employees_took_part=report.employees_took_part,
    )
    return findings_of_received(form, facts)


def count_findings(report_ids: Iterable[int]) -> dict[int, int]:
    """Report id -> how much is missing or wrong. At most five queries whatever the number of reports."""
    rows = list(NeedsReport.objects.filter(pk__in=list(report_ids)).values_list(*_COLUMNS))
    ids = [row[0] for row in rows]
    rounds = Round.objects.select_related("scheme").in_bulk({row[1] for row in rows})
    forms = {pk: form_or_none(round_) for pk, round_ in rounds.items()}
    partners = partners_of(ids)
    sent = dict(
        Submission.objects.filter(**{f"{REPORT}__in": ids})
        .order_by("document", "-sequence")
        .distinct("document")
        .values_list(REPORT, "content")
    )
    states = _party_states(sent)
    found: dict[int, int] = {}
    for pk, round_id, owner_kind, duration, employees, children, took_part in rows:
        form = forms[round_id]
        findings: tuple[Finding, ...] = ()
        if form is not None and pk in sent:
            findings = findings_of_sent(form, sent[pk], states[pk])
        elif form is not None:
            named = tuple((partner.name, partner.kind) for partner in partners.get(pk, ()))
            facts = ReceivedFacts(owner_kind, named, duration, employees, children, took_part)
            findings = findings_of_received(form, facts)
        found[pk] = sum(finding.stops_sending for finding in findings)
    return found


def _party_states(report_ids: Iterable[int]) -> defaultdict[int, dict[str, str]]:
    """Report id -> slot -> what the party has said. One query, none without reports."""
    found: defaultdict[int, dict[str, str]] = defaultdict(dict)
    listed = list(report_ids)
    if listed:
        rows = DraftParty.objects.filter(draft__report__in=listed).values_list("draft__report", "pk", "state")
        for report_id, pk, state in rows:
            found[report_id][f"p{pk}"] = state
    return found
