"""Reads what came of a theme: needs, recommended and granted over the years, and the measures of one year."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from django.db.models import Count, OuterRef, Q, Subquery, Sum
from django.utils.translation import get_language

from fordel.core.alphabet import norwegian_key
from fordel.core.form.definition import text_in
from fordel.core.needs_import.values import folded
from fordel.core.status import Partner, Tally
from fordel.core.themes import Theme
from fordel.decisions.models import Award, ProposalState
from fordel.forum.models import ScenarioAmount
from fordel.plan.selectors.theme_line import codes_in_line
from fordel.programme.models import Round
from fordel.programme.selectors.groups import Groups, groups_of
from fordel.programme.selectors.rounds import codes_before
from fordel.programme.selectors.themes import names_of, themes_of
from fordel.reports.models import COUNTED_STATES, NeedsReport, ReportPartner


class Measure(NamedTuple):
    """A report that counts. `recommended` and `granted` are kroner, None as long as nothing is adopted or decided."""

    number: int
    title: str
    owner: str
    target_group: str
    sami_perspective: bool | None
    asked: int
    recommended: int | None
    granted: int | None


@dataclass(frozen=True)
class ThemeYear:
    """What came of the theme in a year. `codes` are those that it has there: several if it was divided later."""

    round: Round
    codes: tuple[str, ...]
    measures: tuple[Measure, ...]

    @property
    def year(self) -> int:
        return self.round.year

    @property
    def asked(self) -> Tally:
        return Tally(len(self.measures), sum(each.asked for each in self.measures))

    @property
    def sami(self) -> Tally:
        """The measures with a Sámi perspective."""
        chosen = [each.asked for each in self.measures if each.sami_perspective]
        return Tally(len(chosen), sum(chosen))

    @property
    def recommended(self) -> int | None:
        """Kroner; None as long as the forum has adopted nothing."""
        return _sum(each.recommended for each in self.measures)

    @property
    def granted(self) -> int | None:
        """Kroner; None as long as nothing is decided."""
        return _sum(each.granted for each in self.measures)

    @property
    def supported(self) -> int:
        """How many measures get something."""
        return sum(1 for each in self.measures if each.granted)

    def of_group(self, code: str) -> tuple[Measure, ...]:
        return tuple(each for each in self.measures if each.target_group == code)


def _sum(amounts: Iterable[int | None]) -> int | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known) if known else None


@dataclass(frozen=True)
class ThemeView:
    """A theme of the year `round`, and `years`: those in which it, or one in its line, could be chosen, the first
    first. `counted_names` are what the reports of the year of the page call it otherwise, and `partners` those in its
    measures; `shows_reports` says whether the reader may open the reports."""

    round: Round
    theme: Theme
    years: tuple[ThemeYear, ...]
    counted_names: tuple[str, ...]
    partners: tuple[Partner, ...]
    shows_reports: bool

    @property
    def name(self) -> str:
        return text_in(self.theme.name, get_language() or "nb")

    @property
    def goal(self) -> str:
        return text_in(self.theme.goal, get_language() or "nb") if self.theme.goal else ""

    @property
    def now(self) -> ThemeYear:
        """The year of the page."""
        return next(each for each in self.years if each.round.pk == self.round.pk)

    @property
    def groups(self) -> Groups:
        return groups_of(self.round.pk)

    @property
    def others(self) -> list[tuple[str, str]]:
        """(code, name) of the other themes of the year."""
        return [(code, name) for code, name in names_of(self.round) if code != self.theme.code]


_FIELDS: Final = ("number", "title", "owner__name", "target_group__code", "sami_perspective", "amount")


def theme_view(round_: Round, code: str, without: Collection[int], *, shows_reports: bool) -> ThemeView | None:
    """The theme, or None if the year has none with this code. `without` are ids of reports that are closed to the
    reader: they are in none of the figures. Five queries, however many years and reports there are."""
    theme = next((each for each in themes_of(round_).listed if each.code == code), None)
    if theme is None:
        return None
    rounds = _rounds(round_, code)
    written = NeedsReport.objects.counted().filter(round__in=[each.pk for each, _codes in rounds])
    texts = set(written.order_by().values_list("round", "theme").distinct())
    chosen = {
        (pk, text)
        for each, codes in rounds
        for pk, text in texts
        if pk == each.pk and (named := themes_of(each).named(text)) is not None and named.code in codes
    }
    measures = _measures(chosen, without)
    years = tuple(ThemeYear(each, tuple(sorted(codes)), tuple(measures.get(each.pk, ()))) for each, codes in rounds)
    names = {text for pk, text in chosen if pk == round_.pk}
    partners = _partners(names, round_, without)
    return ThemeView(round_, theme, years, _otherwise(theme, names), partners, shows_reports)


def _otherwise(theme: Theme, names: Iterable[str]) -> tuple[str, ...]:
    own = {folded(name) for name in theme.name.values()}
    return tuple(sorted((name for name in names if folded(name) not in own), key=norwegian_key))


def _rounds(round_: Round, code: str) -> list[tuple[Round, frozenset[str]]]:
    """The years of the scheme, and of those it follows, in which the theme is known, with its codes there."""
    codes, own = codes_in_line(round_, code), frozenset({code})
    same = Q(scheme_slug=round_.scheme_slug) | Q(scheme__code__in=codes_before(round_))
    found = Round.objects.filter(same, office=round_.office_id, is_history=False, pk__in=[*codes, round_.pk])
    return [(each, codes.get(each.pk, own)) for each in found.select_related("scheme", "office").order_by("year", "pk")]


def _measures(chosen: Collection[tuple[int, str]], without: Collection[int]) -> dict[int, list[Measure]]:
    """Id of a year -> the reports with one of the names in it, by number."""
    recommended = ScenarioAmount.objects.filter(
        report=OuterRef("pk"),
        scenario__recommendations__round=OuterRef("round"),
        scenario__recommendations__adopted_at__isnull=False,
    )
    granted = Award.objects.filter(report=OuterRef("pk"), proposal__state=ProposalState.ISSUED)
    rows: Any = (
        NeedsReport.objects.counted()
        .filter(_any(chosen))
        .exclude(pk__in=without)
        .order_by("round", "number")
        .values_list("round", *_FIELDS, *(Subquery(each.values("amount")[:1]) for each in (recommended, granted)))
    )
    found: dict[int, list[Measure]] = {}
    for round_id, *row in rows:
        found.setdefault(round_id, []).append(Measure(*row))
    return found


def _partners(names: Collection[str], round_: Round, without: Collection[int]) -> tuple[Partner, ...]:
    """The partners in the measures of the year with one of the names; most kroner first."""
    rows = (
        ReportPartner.objects.filter(report__round=round_, report__theme__in=names, report__state__in=COUNTED_STATES)
        .exclude(report__in=without)
        .values_list("organisation_id", "organisation__name", "organisation__kind")
        .annotate(kroner=Sum("amount"), measures=Count("id"))
        .order_by("-kroner", "organisation__name")
    )
    return tuple(Partner(*row) for row in rows)


def _any(chosen: Iterable[tuple[int, str]]) -> Q:
    by_round: dict[int, list[str]] = {}
    for pk, text in chosen:
        by_round.setdefault(pk, []).append(text)
    found = Q(pk__in=())
    for pk, texts in by_round.items():
        found |= Q(round=pk, theme__in=texts)
    return found
