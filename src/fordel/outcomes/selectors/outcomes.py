"""Finds outcome reports, with what is known of each: the grant, who answers, and what was written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from fordel.core.form.definition import FormDefinition
from fordel.core.outcomes.facts import OutcomeFacts
from fordel.core.outcomes.rules import Answering, OutcomeRules, form_for
from fordel.outcomes.models import Assessor, OutcomeParty, OutcomeReport
from fordel.programme.selectors.schemes import outcome_rules_of
from fordel.reports.selectors.reports import group_of
from fordel.shared.errors import UserError
from fordel.writing.selectors.attachments import attachments_column, attachments_of
from fordel.writing.selectors.fields import values_of

_WITH = ("document", "award__proposal", "report__owner", "report__round", "round__office", "round__scheme")


def outcomes_with_parties() -> QuerySet[OutcomeReport]:
    """Outcome reports with their grant, round and owner, and those who answer a part. Two queries."""
    rows = OutcomeReport.objects.select_related(*_WITH, "assigned_to", "approved_by")
    answering = OutcomeParty.objects.select_related("organisation", "confirmed_by")
    return rows.prefetch_related(Prefetch("parties", answering))


def outcome_from_url(outcome_id: int, **_rest: object) -> OutcomeReport:
    """The report of an address, with its attachments (`files_of`). Raises Http404. Two queries."""
    rows = outcomes_with_parties().annotate(kept_files=attachments_column("document"))
    found = rows.filter(pk=outcome_id).first()
    if found is None:
        raise Http404
    return found


def office_outcome_from_url(outcome_id: int, office: str, scheme: str, year: int) -> OutcomeReport:
    """The same for a page of the round that the report belongs to. Raises Http404."""
    found = outcome_from_url(outcome_id)
    if found.round.where != {"office": office, "scheme": scheme, "year": year}:
        raise Http404
    return found


def rules_of(outcome: OutcomeReport) -> OutcomeRules:
    """What the scheme says of its outcome reports. Raises UserError if it no longer has any. No query."""
    found = outcome_rules_of(outcome.round.scheme)
    if found is None:
        raise UserError(_("The scheme has no outcome reports."), _("Ask the county governor."))
    return found


def parties_of(outcome: OutcomeReport) -> tuple[Answering, ...]:
    """Those who answer a part besides the owner, in order. No query if they are read already."""
    return tuple(
        Answering(each.organisation_id, each.organisation.name, each.role == Assessor.PARTNER)
        for each in outcome.parties.all()
    )


def party_of(outcome: OutcomeReport, organisation_id: int | None) -> OutcomeParty | None:
    """The row of the organisation, if it answers a part."""
    return next((each for each in outcome.parties.all() if each.organisation_id == organisation_id), None)


def form_of(outcome: OutcomeReport) -> FormDefinition:
    """The whole form, with a part for each who answers."""
    return form_for(rules_of(outcome), parties_of(outcome))


def facts_of(outcome: OutcomeReport, values: Mapping[str, Any] | None = None) -> OutcomeFacts:
    """Everything that is written, and what the rules know besides. `values` are its fields if they are read already.
    One query with the fields, one if the attachments are not read, and the round's groups once."""
    return OutcomeFacts(
        form=form_of(outcome),
        values=values_of(outcome.pk) if values is None else dict(values),
        attachments=len(files_of(outcome)),
        rules=rules_of(outcome),
        granted=outcome.award.amount,
        lines=group_of(outcome.report).lines,
        parties=parties_of(outcome),
        answered=frozenset(each.organisation_id for each in outcome.parties.all() if each.confirmed_at),
    )


def files_of(outcome: OutcomeReport) -> list[dict[str, Any]]:
    """Its attachments: id, name, sha256 and size (bytes). No query for a report of an address."""
    kept: list[dict[str, Any]] | None = getattr(outcome, "kept_files", None)
    return attachments_of(outcome.pk) if kept is None else kept


def own_part(facts: OutcomeFacts, organisation_id: int | None) -> OutcomeFacts:
    """The facts with the parts that the organisation writes alone: its own if it answers one, else the owner's."""
    party = facts.party(organisation_id)
    others = {each.part for each in facts.parties}
    parts = [part for part in facts.form.parts if (part.code == party.part if party else part.code not in others)]
    return replace(facts, form=replace(facts.form, parts=tuple(parts)))
