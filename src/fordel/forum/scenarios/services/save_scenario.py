"""Computes a scenario from the reports as they are now, keeps input, method and result, and deletes it."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any, Final

from django.db import transaction
from django.db.models import Max, ProtectedError
from django.utils.translation import gettext as _

from fordel.core.allocation import Answer
from fordel.core.allocation.case_format import answer_as_json
from fordel.core.allocation.receipt import canonical_hash
from fordel.core.money import format_kroner
from fordel.core.scheme import METHODS
from fordel.forum.computing.compute import Computed, compute
from fordel.forum.computing.reasons import reasons_as_json
from fordel.forum.computing.specification import LINE_RULES, UNITS, Specification
from fordel.forum.models import Recommendation, Scenario, ScenarioAmount
from fordel.forum.scenarios.selectors.demands import unmet_text
from fordel.forum.scenarios.selectors.scenarios import with_assessments
from fordel.forum.voting.selectors.prioritising import prioritising_of
from fordel.forum.voting.services.vote_locks import refuse_while_voted_on
from fordel.meetings.services.lock_meeting import touch_ongoing
from fordel.parties.models import Person
from fordel.programme.models import Round
from fordel.programme.selectors.rounds import frame_lines
from fordel.programme.selectors.schemes import offered_methods
from fordel.reports.selectors.reports import report_rows
from fordel.shared.audit import record
from fordel.shared.clock import now
from fordel.shared.errors import UserError
from fordel.shared.fields import fitting

MOST_SCENARIOS = 20
MOST_UNDONE = 30
VERSION: Final = version("fordel")


def check_specification(spec: Specification, round_: Round) -> None:
    """Raises UserError for a reserve below zero or above its frame, or an unknown method, rule or unit."""
    if spec.method not in METHODS or spec.line_rule not in LINE_RULES or spec.unit not in UNITS:
        raise UserError(_("That method is not known."), _("Choose one of the methods on the page."), "method")
    if spec.method not in offered_methods(round_):
        raise UserError(
            _("The scheme does not offer that method."), _("Choose one of the methods on the page."), "method"
        )
    frames = {line.code: line for line in frame_lines(round_)}
    for code, held in spec.reserve.items():
        if held < 0:
            raise UserError(_("You cannot hold back less than 0."), _("Write 0 to hold nothing back."), "reserve")
        if code not in frames or held > frames[code].amount:
            frame = frames[code].amount if code in frames else 0
            raise UserError(
                _("You hold back %(held)s kroner, but the frame is %(frame)s.")
                % {"held": format_kroner(held), "frame": format_kroner(frame)},
                _("Hold back at most the whole frame."),
                f"reserve-{code}",
            )


@transaction.atomic
def create_scenario(
    round_: Round, name: str, spec: Specification, actor: Person | None, *, copied_from: Scenario | None = None
) -> Scenario:
    """Makes a scenario and computes it. Raises UserError for an empty name or a specification that cannot be."""
    Round.objects.select_for_update().get(pk=round_.pk)  # numbers are given out one at a time
    last = Scenario.objects.filter(round=round_).aggregate(last=Max("number"))["last"] or 0
    if Scenario.objects.filter(round=round_).count() >= MOST_SCENARIOS:
        raise UserError(
            _("There are already %(limit)s scenarios, and that is the most there can be.") % {"limit": MOST_SCENARIOS},
            _("Delete one that you do not need."),
        )
    scenario = Scenario(round=round_, number=last + 1, created_by=actor, copied_from=copied_from)
    _fill(scenario, name, spec)
    record("forum.scenario.created", actor=actor, subject=scenario, office=round_.office_id, details=_summary(scenario))
    return scenario


@transaction.atomic
def change_scenario(scenario_id: int, name: str, spec: Specification, actor: Person | None) -> Scenario:
    """Changes a scenario and computes it again; also how an outdated one is brought up to date."""
    scenario = Scenario.objects.select_for_update(of=("self",)).select_related("round").get(pk=scenario_id)
    touch_ongoing(scenario.round.office_id)
    refuse_while_voted_on(scenario)
    refuse_recommended(scenario)
    before = state_of(scenario)
    scenario.version += 1
    _fill(scenario, name, spec)
    if state_of(scenario) != before:
        scenario.earlier = [*scenario.earlier, before][-MOST_UNDONE:]
        scenario.save(update_fields=["earlier"])
    record(
        "forum.scenario.changed",
        actor=actor,
        subject=scenario,
        office=scenario.round.office_id,
        details=_summary(scenario),
    )
    return scenario


def refuse_recommended(scenario: Scenario) -> None:
    """Raises UserError where the forum has adopted a recommendation that builds on the scenario."""
    if Recommendation.objects.filter(scenario=scenario, adopted_at__isnull=False).exists():
        raise UserError(
            _("The forum has adopted a recommendation that builds on this scenario, so it is locked."),
            _("Make a copy and change that, or open the recommendation again."),
        )


def state_of(scenario: Scenario) -> dict[str, Any]:
    """What a change changes, and an undo brings back."""
    return {
        "name": scenario.name,
        "method": scenario.method,
        "unit": scenario.unit,
        "reserve": scenario.reserve,
        "params": scenario.params,
        "adjusted": scenario.adjusted,
    }


def _fill(scenario: Scenario, name: str, spec: Specification) -> None:
    if not name.strip():
        raise UserError(_("The scenario needs a name."), _("Write what it is about in a few words."), "name")
    check_specification(spec, scenario.round)
    spec = with_assessments(spec, prioritising_of(scenario.round))
    computed = compute(spec, frame_lines(scenario.round), report_rows(scenario.round))
    _refuse_what_cannot_be(scenario.round_id, computed)
    scenario.name = fitting(name.strip(), 80, "name")
    scenario.method, scenario.unit = spec.method, spec.unit
    scenario.reserve, scenario.params = dict(spec.reserve), spec.params
    scenario.adjusted = spec.adjusted_json
    scenario.problem, scenario.answer = computed.case, answer_as_json(_distributed(computed))
    scenario.input_hash, scenario.computed_at = computed.hash, now()
    scenario.answer_hash, scenario.made_with = canonical_hash(scenario.answer), VERSION
    scenario.save()
    scenario.amounts.all().delete()
    ScenarioAmount.objects.bulk_create(
        [
            ScenarioAmount(
                scenario=scenario,
                report_id=share.row.id,
                asked=share.row.amount,
                amount=share.amount,
                by_line=share.by_line,
                reason=reasons_as_json(computed.reasons_of(share.row)),
            )
            for share in computed.shares
        ],
        batch_size=1000,
    )


def _distributed(computed: Computed) -> Answer:
    """The answer that was computed. Raises LookupError if there is none: then the scenario is refused before."""
    if computed.answer is None:
        raise LookupError("nothing was distributed")
    return computed.answer


def _refuse_what_cannot_be(round_id: int, computed: Computed) -> None:
    if computed.refusal is not None and getattr(computed.refusal, "code", "") == "missing_weight":
        numbers = ", ".join(str(int(key)) for key in getattr(computed.refusal, "ids", ()))
        raise UserError(
            _("The number of children or pupils is missing in report %(numbers)s.") % {"numbers": numbers},
            _("Choose another method, or bring in the numbers."),
            "method",
        )
    if computed.conflict is not None:
        raise UserError(
            _("There is not enough for everybody: %(short)s kroner are missing.")
            % {"short": format_kroner(computed.conflict.short or 0)},
            _("Hold back less, or choose a method that cuts."),
            "method",
        )
    if computed.unmet:
        raise UserError(unmet_text(round_id, computed.unmet), _("Ask for fewer, or hold back less."), "least")
    if computed.refusal is not None and computed.spec.adjusted:
        raise UserError(
            _("The amounts set by hand are more than the frames can pay: %(short)s kroner are missing.")
            % {"short": format_kroner(getattr(computed.refusal, "short", None) or 0)},
            _("Lower one of them, or hold back less."),
            "amount",
        )
    if computed.refusal is not None:
        raise UserError(_("The scenario cannot be computed."), _("Hold back less."), "reserve")


def _summary(scenario: Scenario) -> dict[str, object]:
    return {
        "number": scenario.number,
        "method": scenario.method,
        "reserve": scenario.reserve,
        "input_hash": scenario.input_hash,
        "version": scenario.version,
    }


@transaction.atomic
def delete_scenario(scenario_id: int, actor: Person) -> None:
    """Deletes it. Raises UserError when a proposal builds on it, or the forum votes on it."""
    scenario = Scenario.objects.select_related("round").get(pk=scenario_id)
    touch_ongoing(scenario.round.office_id)
    refuse_while_voted_on(scenario)
    if Recommendation.objects.filter(scenario=scenario).exists():
        raise UserError(_("The recommendation builds on this scenario."), _("Let it build on another one first."))
    record(
        "forum.scenario.deleted",
        actor=actor,
        subject=scenario,
        office=scenario.round.office_id,
        details={"number": scenario.number},
    )
    try:
        with transaction.atomic():
            scenario.delete()
    except ProtectedError as error:
        raise UserError(
            _("A proposal builds on this scenario."), _("It is kept, so that the decision can be explained.")
        ) from error
