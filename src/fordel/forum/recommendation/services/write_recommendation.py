"""Writes the recommendation: its scenario, texts, order, criteria and dissent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from fordel.core.money import format_kroner
from fordel.core.priority_order import reordered
from fordel.forum.models import Dissent, ForumMember, Recommendation, RecommendedMeasure, Scenario, ScenarioAmount
from fordel.forum.recommendation.services.recommendation_rules import RECOMMENDATIONS
from fordel.forum.scenarios.selectors.hold_back import purposes_of
from fordel.forum.scenarios.selectors.scenarios import outdated_count, specification_of
from fordel.forum.voting.selectors.prioritising import METHOD_OF, assessments_for, prioritising_of
from fordel.parties.models import Person
from fordel.parties.selectors.language import language_of_office
from fordel.programme.models import Round
from fordel.programme.selectors.groups import groups_of
from fordel.reports.selectors.reports import ReportRow, report_rows
from fordel.shared.audit import record
from fordel.shared.clock import now
from fordel.shared.errors import UserError
from fordel.shared.fields import fitting
from fordel.shared.lifecycles import advance

LONGEST: Final = 4000


@transaction.atomic
def begin_recommendation(scenario: Scenario, actor: Person) -> Recommendation:
    """A draft with every report that counts as a measure: in the order of the forum's prioritising where there is one,
    and with what is known of each. Raises UserError where one is begun, and for a scenario that is outdated."""
    Round.objects.select_for_update().get(pk=scenario.round_id)
    if Recommendation.objects.filter(round=scenario.round_id).exists():
        raise UserError(_("The recommendation is begun already."), _("Open it under Recommendation."))
    _refuse_outdated(scenario)
    made = Recommendation.objects.create(
        round=scenario.round, scenario=scenario, created_at=now(), created_by=actor, reserve_text=_purposes(scenario)
    )
    _add_new(made, [])
    details = {"scenario": scenario.number, "measures": made.measures.count()}
    record("forum.recommendation.begun", actor=actor, subject=made, office=made.office_id, details=details)
    return made


@transaction.atomic
def change_texts(recommendation_id: int, seen: int, text: str, reserve_text: str, actor: Person) -> Recommendation:
    """What the forum recommends in words, and what the money held back is for."""
    found = open_for_change(recommendation_id, seen, actor)
    found.text = fitting(text.strip(), LONGEST, "text")
    found.reserve_text = fitting(reserve_text.strip(), LONGEST, "reserve_text")
    return save_changed(found, actor, {"text": len(found.text), "reserve_text": len(found.reserve_text)})


@transaction.atomic
def change_criteria(recommendation_id: int, seen: int, number: int, text: str, actor: Person) -> Recommendation:
    """How the report of this number meets the criteria. Raises UserError (field criteria) for nothing."""
    found = open_for_change(recommendation_id, seen, actor)
    if not text.strip():
        raise UserError(_("Write how the measure meets the criteria."), _("A sentence or two is enough."), "criteria")
    if not found.measures.filter(report__number=number).update(
        criteria_text=fitting(text.strip(), LONGEST, "criteria")
    ):
        raise UserError(_("The report is not in the recommendation."), _("Bring in the reports as they are now."))
    return save_changed(found, actor, {"report": number, "length": len(text.strip())})


@transaction.atomic
def change_order(recommendation_id: int, seen: int, places: Mapping[int, int], actor: Person) -> Recommendation:
    """The measures with the places (report number -> place, 1 is first) that were written; the others close up."""
    found = open_for_change(recommendation_id, seen, actor)
    measures = {each.report.number: each for each in found.measures.select_related("report")}
    wanted = {number: place for number, place in places.items() if number in measures}
    for place, number in enumerate(reordered(list(measures), wanted), 1):
        measures[number].priority = place
    RecommendedMeasure.objects.bulk_update(measures.values(), ["priority"])
    return save_changed(found, actor, {"order": len(wanted)})


@transaction.atomic
def take_scenario(recommendation_id: int, seen: int, scenario: Scenario, actor: Person) -> Recommendation:
    """Builds on another scenario, or on the reports as they are now; texts and order of those that stay are kept."""
    found = open_for_change(recommendation_id, seen, actor)
    _refuse_outdated(scenario)
    found.scenario = scenario
    kept = list(found.measures.order_by("priority", "pk"))
    _add_new(found, kept)
    return save_changed(found, actor, {"scenario": scenario.number})


def open_for_change(recommendation_id: int, seen: int, actor: Person) -> Recommendation:
    """The recommendation, locked. Raises UserError if it is adopted, or somebody has changed it since `seen`."""
    query = Recommendation.objects.select_for_update(of=("self",))
    found = query.select_related("round__office", "round__scheme", "scenario").get(pk=recommendation_id)
    advance(RECOMMENDATIONS, found, "change", actor)
    if found.revision != seen:
        raise UserError(
            _("Somebody has changed the recommendation in the meantime."),
            _("What you wrote is below. Look at the recommendation in another window, and save again."),
        )
    return found


def _refuse_outdated(scenario: Scenario) -> None:
    if outdated_count(scenario):
        raise UserError(
            _("Reports or frames have changed since the scenario was computed."),
            _("Compute it again under Distribution first."),
            "scenario",
        )


def save_changed(found: Recommendation, actor: Person, details: dict[str, object]) -> Recommendation:
    """The recommendation that `open_for_change` gave, kept; a page that saw it before is notified of the change."""
    found.revision += 1
    found.save()
    record("forum.recommendation.changed", actor=actor, subject=found, office=found.office_id, details=details)
    return found


def _add_new(recommendation: Recommendation, kept: list[RecommendedMeasure]) -> None:
    """Takes out what no longer counts, adds what is new last, and numbers all from 1."""
    rows = {row.id: row for row in report_rows(recommendation.round)}
    gone = [each.pk for each in kept if each.report_id not in rows]
    recommendation.measures.filter(pk__in=gone).delete()
    standing = [each for each in kept if each.report_id in rows]
    known = {each.report_id for each in standing}
    with override(language_of_office(recommendation.round.office)):
        new = [
            RecommendedMeasure(recommendation=recommendation, report_id=row.id, criteria_text=facts_of(row), priority=0)
            for row in _in_order(recommendation, [row for row in rows.values() if row.id not in known])
        ]
    for place, each in enumerate([*standing, *new], 1):
        each.priority = place
    RecommendedMeasure.objects.bulk_update(standing, ["priority"])
    RecommendedMeasure.objects.bulk_create(new)


def _in_order(recommendation: Recommendation, rows: list[ReportRow]) -> list[ReportRow]:
    """By the forum's prioritising where it is closed, else by number; those that get nothing last."""
    prioritising = prioritising_of(recommendation.round)
    closed = prioritising is not None and prioritising.closed_at is not None
    method = METHOD_OF[prioritising.method] if prioritising is not None else ""
    came = assessments_for(prioritising, method) if closed else {}
    amounts = dict(ScenarioAmount.objects.filter(scenario=recommendation.scenario).values_list("report_id", "amount"))

    def key(row: ReportRow) -> tuple[bool, bool, int, int]:
        value = came[row.id].value if row.id in came else None
        best_first = 0 if value is None else -value if method == "score" else value
        return not amounts.get(row.id), value is None, best_first, row.number

    return sorted(rows, key=key)


def facts_of(row: ReportRow) -> str:
    """What is known of how the measure meets the criteria, in sentences; a judgement is never written for anybody."""
    parts = []
    if row.network_name:
        count = len(row.participating)
        text = ngettext(
            "Network %(name)s with %(count)s municipality.", "Network %(name)s with %(count)s municipalities.", count
        )
        parts.append((text if count else _("Network %(name)s.")) % {"name": row.network_name, "count": count})
    parts.append(_whom(row))
    if row.sami_perspective:
        parts.append(_("Has a Sámi perspective."))
    if row.theme:
        parts.append(_("Theme: %(theme)s.") % {"theme": row.theme})
    if row.partners:
        parts.append(_("Together with %(names)s.") % {"names": ", ".join(partner.name for partner in row.partners)})
    if row.employees_took_part:
        parts.append(_("The employees have taken part in the report."))
    return " ".join(parts)


def _whom(row: ReportRow) -> str:
    """`For både barnehage og skole.` if the group is two others together, each with its own line; else the name."""
    alone = [groups_of(row.round_id).alone_on(line) for line in row.group.lines]
    names = [group.in_sentence for group in alone if group is not None]
    if len(names) == len(alone) == 2:
        return _("For both %(first)s and %(last)s.") % {"first": names[0], "last": names[1]}
    return _("For %(group)s.") % {"group": row.group.in_sentence}


def _purposes(scenario: Scenario) -> str:
    """What the scenario says that the reserve is for, a line each."""
    with override(language_of_office(scenario.round.office)):
        found = purposes_of(scenario.round, specification_of(scenario))
        return "\n".join(
            _("%(purpose)s: %(amount)s kroner") % {"purpose": each.name, "amount": format_kroner(each.amount)}
            for each in found
            if each.amount
        )


@transaction.atomic
def note_dissent(
    recommendation_id: int, seen: int, seat_id: int, text: str, actor: Person, *, number: int = 0
) -> Dissent:
    """Keeps the words of the seat, about all of it or about the report of that number (then they are closed to who is
    not impartial in it); written again, they take the place of the earlier. Raises UserError."""
    found = open_for_change(recommendation_id, seen, actor)
    seat = ForumMember.objects.filter(pk=seat_id, office=found.office_id).first()
    if seat is None or not seat.votes:
        raise UserError(_("Choose who it is."), _("Observers have no vote, and so no dissent."), "seat")
    if not text.strip():
        raise UserError(_("Write what the member disagrees with, and why."), "", "dissent")
    measure = found.measures.filter(report__number=number).first() if number else None
    if number and measure is None:
        raise UserError(_("The report is not in the recommendation."), _("Choose one that is."), "about")
    dissent, _made = Dissent.objects.update_or_create(
        recommendation=found,
        member=seat,
        report_id=measure.report_id if measure else None,
        defaults={"text": fitting(text.strip(), LONGEST, "dissent")},
    )
    save_changed(found, actor, {"dissent": seat.pk, "length": len(dissent.text)})
    return dissent


@transaction.atomic
def remove_dissent(recommendation_id: int, seen: int, dissent_id: int, actor: Person) -> None:
    """The member supports it after all."""
    found = open_for_change(recommendation_id, seen, actor)
    found.dissents.filter(pk=dissent_id).delete()
    save_changed(found, actor, {"dissent_removed": dissent_id})
