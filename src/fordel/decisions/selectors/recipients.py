"""Who gets a letter, in which form of Norwegian, and the facts every letter of a decision shares."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import OuterRef

from fordel.core.form.definition import text_in
from fordel.core.scheme import Scheme
from fordel.decisions.models import Award, AwardShare, Proposal
from fordel.decisions.selectors.approvers import approvals_of
from fordel.decisions.selectors.content import LineSum, sums_of
from fordel.forum.models import ScenarioAmount
from fordel.parties.models import Organisation, Person
from fordel.parties.selectors.language import language_of_office
from fordel.parties.selectors.people import somebody_acts_for
from fordel.programme.selectors.schemes import scheme_of
from fordel.reports.selectors.reports import group_of
from fordel.shared.clock import today


@dataclass(frozen=True)
class LetterCase:
    """What the letters of one decision have in common; amounts in whole kroner."""

    office_name: str
    office_email: str
    office_language: str
    region: str
    year: int
    scheme: Scheme
    report_due: date | None
    needs_total: int
    needs_count: int
    lines: list[LineSum]
    scenario_name: str
    line_rule: str
    """How reports for several groups are divided between the frames, if that holds for every one of them, or ''."""
    approver_names: list[str]
    officer_name: str
    dated: date
    unit: int
    is_recommended: bool
    reasons: dict[int, dict[str, Any]]

    def line_name(self, code: str, language: str) -> str:
        """A frame line's name in the letter's language."""
        return text_in(next(line.name for line in self.scheme.lines if line.code == code), language)

    @property
    def frame(self) -> int:
        return sum(line.frame for line in self.lines)

    @property
    def reserve(self) -> int:
        return sum(line.reserve for line in self.lines)


class Recipients(NamedTuple):
    """Everybody who will get a letter, by name: each owner, and each partner that gets money. `without_form` are those
    whose form of Norwegian (språklova § 15) is not known yet, `unreachable` those that nobody acts for in Fordel."""

    everybody: list[Organisation]
    without_form: list[Organisation]
    unreachable: list[Organisation]


def recipients(proposal: Proposal) -> Recipients:
    """Who gets a letter, and what the office must do about it first. One query."""
    owners = Award.objects.filter(proposal=proposal).values("report__owner")
    partners = AwardShare.objects.filter(award__proposal=proposal, amount__gt=0).values("organisation")
    found = Organisation.objects.filter(pk__in=owners) | Organisation.objects.filter(pk__in=partners)
    rows = list(found.annotate(is_reachable=somebody_acts_for(OuterRef("pk"))).order_by("name"))
    return Recipients(
        everybody=[*rows],
        without_form=[each for each in rows if not each.language_form],
        unreachable=[each for each in rows if not each.is_reachable],
    )


def recipients_without_form(proposal: Proposal) -> list[Organisation]:
    """The recipients whose form of Norwegian is not known yet. One query."""
    return recipients(proposal).without_form


def letter_count(proposal: Proposal) -> int:
    """How many letters the decision will write: one for each award, and one for each partner that gets money. Two
    queries."""
    partners = AwardShare.objects.filter(award__proposal=proposal, is_owner=False, amount__gt=0)
    return proposal.awards.count() + partners.count()


def letter_facts(proposal: Proposal, officer: Person) -> LetterCase:
    """The shared facts, computed from the proposal as it is decided."""
    round_, office = proposal.round, proposal.round.office
    awards = list(proposal.awards.select_related("report"))
    amounts = list(ScenarioAmount.objects.filter(scenario=proposal.scenario_id))
    return LetterCase(
        office_name=office.name,
        office_email=office.email,
        office_language=language_of_office(office),
        region=office.region_name,
        year=round_.year,
        scheme=scheme_of(round_.scheme),
        report_due=round_.report_due,
        needs_total=sum(award.asked for award in awards),
        needs_count=len(awards),
        lines=sums_of(proposal),
        scenario_name=proposal.scenario.name,
        line_rule=_rule_that_holds(proposal, awards, amounts),
        approver_names=[approval.person.name for approval in approvals_of(proposal)],
        officer_name=officer.name,
        dated=today(),
        unit=proposal.scenario.unit,
        is_recommended=proposal.recommendation_id is not None,
        reasons={each.report_id: each.reason for each in amounts},
    )


def _rule_that_holds(proposal: Proposal, awards: Sequence[Award], amounts: Sequence[ScenarioAmount]) -> str:
    """The scenario's rule, as long as every award is paid as it computed. `same_share` holds if the reports for several
    groups are for the same ones."""
    computed = {each.report_id: each.by_line for each in amounts}
    if any(award.by_line != computed.get(award.report_id) for award in awards):
        return ""
    rule = str(proposal.scenario.params.get("line_rule", "same_share"))
    shared = {group_of(award.report).lines for award in awards if group_of(award.report).is_shared}
    return "" if rule == "same_share" and len(shared) > 1 else rule
