"""Reads what an owner has asked for, got and used over the years, and what became of its outcome reports."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Q

from fordel.core.figures import Measure, Values, values_of
from fordel.core.form.definition import text_in
from fordel.core.outcomes.rules import OutcomeRules
from fordel.insight.selectors.years import named_measures, note_of
from fordel.outcomes.models import OutcomeReport
from fordel.parties.selectors.language import language_of_page
from fordel.programme.models import Round
from fordel.programme.selectors.schemes import outcome_rules_of, scheme_of


class OwnOutcome(NamedTuple):
    """An outcome report of the owner: its key, its state, and what the office has answered or why it was returned."""

    pk: int
    state: str
    answer: str
    returned_because: str


@dataclass(frozen=True)
class OwnMeasure:
    """A report of the owner. `rules` are what the scheme says of outcome reports, if it has any."""

    title: str
    measure: Measure
    outcome: OwnOutcome | None
    rules: OutcomeRules | None


@dataclass(frozen=True)
class OwnYear:
    """A year of a scheme. `note` is what must be said beside its numbers."""

    year: int
    scheme: str
    note: str
    measures: tuple[OwnMeasure, ...]

    @property
    def values(self) -> Values:
        """The figures of the catalogue for the owner alone."""
        return values_of(each.measure for each in self.measures)


def years_of_owner(organisation_id: int) -> list[OwnYear]:
    """The years with reports that count, the newest first. What the forum recommends is there once it is decided. Three
    queries, however many years and reports there are."""
    found = named_measures(Q(owner=organisation_id))
    rounds = Round.objects.filter(pk__in=list(found)).select_related("office", "scheme")
    outcomes = _outcomes(organisation_id)
    return [_year(each, found[each.pk], outcomes) for each in rounds.order_by("-year", "scheme_slug", "pk")]


def _outcomes(organisation_id: int) -> dict[int, OwnOutcome]:
    """Key of a needs report -> its outcome report of the year of the grant."""
    rows = OutcomeReport.objects.filter(report__owner=organisation_id).order_by("-year", "pk")
    columns = ("report", "pk", "state", "answer", "returned_because")
    return {report: OwnOutcome(*row) for report, *row in rows.values_list(*columns)}


def _year(round_: Round, rows: list[tuple[int, str, Measure]], outcomes: Mapping[int, OwnOutcome]) -> OwnYear:
    rules = outcome_rules_of(round_.scheme)
    measures = tuple(
        OwnMeasure(title, _decided(measure), outcomes.get(report), rules) for report, title, measure in rows
    )
    name = text_in(scheme_of(round_.scheme).name, language_of_page())
    return OwnYear(round_.year, name, note_of(round_), measures)


def _decided(measure: Measure) -> Measure:
    """Without what is recommended as long as nothing is decided."""
    return measure if measure.granted is not None else measure._replace(recommended=None)
