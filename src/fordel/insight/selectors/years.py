"""Reads the measures of a year and of those before it, of the same scheme or of the former ones that it follows."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import JSONObject
from django.utils.translation import get_language

from fordel.core.figures import Measure, Sign, Values, values_of, values_of_lines
from fordel.decisions.models import Award, Proposal, ProposalState
from fordel.forum.models import ScenarioAmount
from fordel.insight.selectors.status import NamedLine
from fordel.outcomes.models import SENT_STATES, OutcomeReport, SignAssessment, UsedAmount
from fordel.programme.models import FrameLine, Round
from fordel.programme.selectors.groups import Groups, groups_of
from fordel.programme.selectors.rounds import codes_before
from fordel.programme.selectors.schemes import scheme_of
from fordel.reports.models import NeedsReport, ReportPartner


@dataclass(frozen=True)
class Year:
    """A year with its frame, groups and measures. `note` is what must be said beside its numbers, `is_same` whether it
    is of the scheme of the page, and `held_back` kroner, None as long as nothing is decided."""

    round: Round
    lines: tuple[NamedLine, ...]
    groups: Groups
    measures: tuple[Measure, ...]
    note: str
    is_same: bool
    held_back: int | None

    @property
    def year(self) -> int:
        return self.round.year

    @property
    def frame(self) -> int:
        """Kroner."""
        return sum(line.amount for line in self.lines)

    @property
    def values(self) -> Values:
        return values_of(self.measures)

    @property
    def by_line(self) -> dict[str, Values]:
        """Code of a line -> kroner through the year (`core.figures.values_of_lines`)."""
        lines = {group.code: group.lines for group in self.groups.every}
        return values_of_lines((line.code for line in self.lines), lines, self.measures)

    @property
    def may_be_compared(self) -> bool:
        """Whether its sums mean the same as those of the year of the page."""
        return self.is_same and not self.note


@dataclass(frozen=True)
class YearsView:
    """The year of the page and those before it, the first first. `hides_reports`: some are closed to the reader, and in
    none of the sums."""

    round: Round
    years: tuple[Year, ...]
    closed: frozenset[int] = frozenset()

    @property
    def hides_reports(self) -> bool:
        return bool(self.closed)

    @property
    def now(self) -> Year:
        """The year of the page."""
        return self.years[-1]

    @property
    def before(self) -> tuple[Year, ...]:
        return self.years[:-1]

    @property
    def groups(self) -> Groups:
        return groups_of(self.round.pk)


def years_of(round_: Round, closed: Collection[int] = ()) -> YearsView:
    """The years up to the round's. `closed` are ids of reports that are in none of the figures. Three queries, however
    many years and reports there are."""
    before = Q(scheme__code__in=codes_before(round_), year__lt=round_.year)
    found = Round.objects.filter(Q(pk=round_.pk) | before & Q(office=round_.office_id))
    reserve = Proposal.objects.filter(round=OuterRef("pk"), state=ProposalState.ISSUED).values("scenario__reserve")
    rounds = list(found.select_related("office", "scheme").annotate(reserve=Subquery(reserve)).order_by("year", "pk"))
    keys = [each.pk for each in rounds]
    lines = _lines(keys)
    measures = measures_of(Q(round__in=keys) & ~Q(pk__in=list(closed)))
    years = tuple(
        Year(
            round=each,
            lines=tuple(lines.get(each.pk, ())),
            groups=groups_of(each.pk),
            measures=tuple(measures.get(each.pk, ())),
            note=note_of(each),
            is_same=each.scheme.code == round_.scheme.code,
            held_back=_held_back(each),
        )
        for each in rounds
    )
    return YearsView(round_, years, frozenset(closed))


def _language() -> str:
    return (get_language() or "nb")[:2]


def note_of(round_: Round) -> str:
    """What the office has written; if it is what the scheme says, in the reader's language."""
    texts = scheme_of(round_.scheme).note
    if not round_.note or round_.note in texts.values():
        return texts.get(_language()) or texts.get("nb") or round_.note
    return round_.note


def _lines(rounds: list[int]) -> dict[int, list[NamedLine]]:
    found: dict[int, list[NamedLine]] = {}
    for line in FrameLine.objects.filter(round__in=rounds).order_by("round", "position"):
        found.setdefault(line.round_id, []).append(NamedLine(line.code, line.name(_language()), line.amount, line.note))
    return found


_FIELDS: Final = ("round__year", "target_group__code", "owner_id", "owner__kind", "sami_perspective", "amount")


_BY_LINE: Final = UsedAmount.objects.filter(outcome=OuterRef("pk")).order_by("pk")
_USED: Final = (
    OutcomeReport.objects.filter(report=OuterRef("pk"), year=OuterRef("round__year"), state__in=SENT_STATES)
    .order_by("pk")
    .values(
        row=JSONObject(used="used", lines=ArraySubquery(_BY_LINE.values(row=JSONObject(of="line", kroner="kroner"))))
    )
)
_SIGNS: Final = (
    SignAssessment.objects.filter(
        outcome__report=OuterRef("pk"), outcome__year=OuterRef("round__year"), outcome__state__in=SENT_STATES
    )
    .order_by("sign", "who", "organisation")
    .values(row=JSONObject(sign="sign", who="who", degree="degree"))
)
_PARTNERS: Final = (
    ReportPartner.objects.filter(report=OuterRef("pk"))
    .order_by("organisation__name", "organisation")
    .values("organisation__name")
)


def measures_of(which: Q) -> dict[int, list[Measure]]:
    """Id of a round -> the reports that count and that `which` chooses, with what came of them. One query."""
    return {key: [measure for _pk, _title, measure in rows] for key, rows in named_measures(which).items()}


def named_measures(which: Q) -> dict[int, list[tuple[int, str, Measure]]]:
    """The same, each after its key and its title. One query."""
    recommended = ScenarioAmount.objects.filter(
        report=OuterRef("pk"),
        scenario__recommendations__round=OuterRef("round"),
        scenario__recommendations__adopted_at__isnull=False,
    )
    granted = Award.objects.filter(report=OuterRef("pk"), proposal__state=ProposalState.ISSUED)
    came: list[Any] = [
        Subquery(rows.values(column)[:1]) for column in ("amount", "by_line") for rows in (recommended, granted)
    ]
    chosen = NeedsReport.objects.counted().filter(which).order_by("round", "number")
    came += [Subquery(_USED[:1]), F("theme"), ArraySubquery(_PARTNERS), ArraySubquery(_SIGNS)]
    rows: Any = chosen.values_list("round", "pk", "title", *_FIELDS, *came)
    found: dict[int, list[tuple[int, str, Measure]]] = {}
    for round_id, pk, title, *row in rows:
        *facts, first, second, used, theme, partners, signs = row
        amount, by_line = (used["used"], {each["of"]: each["kroner"] for each in used["lines"]}) if used else (None, {})
        assessed = tuple(Sign(**each) for each in signs)
        came_of_it = [first or {}, second or {}, amount, by_line, theme, tuple(partners), assessed]
        measure = Measure._make([*facts, *came_of_it])
        found.setdefault(round_id, []).append((pk, title, measure))
    return found


def _held_back(round_: Any) -> int | None:
    """Kroner, of a round that was read with its `reserve`; None as long as it is not decided."""
    return None if round_.reserve is None else sum(round_.reserve.values())
