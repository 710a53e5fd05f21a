"""Reads what the status shows. Rows come as tuples and are counted once; the number of queries never grows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Final

from django.db.models import Count, Sum
from django.utils.translation import get_language

from fordel.core.alphabet import norwegian_key
from fordel.core.status import Group, Line, Need, Partner, Place, StatusFigures, Tally, figures
from fordel.core.themes import Themes
from fordel.decisions.selectors.outcome import NOT_YET, HowFar, how_far
from fordel.insight.selectors.filters import ALL, StatusFilters
from fordel.insight.selectors.room import ProviderRoom, room_of
from fordel.parties.models import Municipality, OrganisationKind
from fordel.programme.models import FrameLine, Round
from fordel.programme.selectors.groups import Groups, groups_of, mark_of
from fordel.programme.selectors.rounds import frames_with_former
from fordel.programme.selectors.schemes import scheme_of
from fordel.programme.selectors.themes import names_of, themes_of
from fordel.reports.models import COUNTED_STATES, NeedsReport, ReportPartner
from fordel.reports.selectors.counted_answers import counted_questions
from fordel.shared.charts.paint import Paint, paint_of


@dataclass(frozen=True)
class NamedLine:
    """A frame line with its name in the user's language (kroner)."""

    code: str
    name: str
    amount: int
    note: str = ""


@dataclass(frozen=True)
class FormerYear:
    """The frame of the year before. `note` is shown beside the number wherever it is compared; `same_scheme` says
    whether the two sums mean the same."""

    year: int
    lines: tuple[NamedLine, ...]
    note: str
    same_scheme: bool

    @property
    def total(self) -> int:
        return sum(line.amount for line in self.lines)


@dataclass(frozen=True)
class Choices:
    """What the filters offer, in Norwegian order: themes, (id, network), (number, municipality)."""

    themes: tuple[str, ...]
    networks: tuple[tuple[int, str], ...]
    municipalities: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class StatusView:
    """The figures of the chosen reports, and `whole`: all reports of the round.

    `shows_reports` says whether the reader may open the reports behind the figures. `room` is what is asked of partners
    against what they have stated; empty for a selection, which says nothing of it.
    """

    round: Round
    filters: StatusFilters
    figures: StatusFigures
    whole: Tally
    lines: tuple[NamedLine, ...]
    former: tuple[FormerYear, ...]
    choices: Choices
    how_far: HowFar = NOT_YET
    shows_reports: bool = True
    room: tuple[ProviderRoom, ...] = ()

    def line_name(self, code: str) -> str:
        return next((line.name for line in self.lines if line.code == code), code)

    @property
    def groups(self) -> Groups:
        """The round's target groups."""
        return groups_of(self.round.pk)

    @property
    def names_missing(self) -> bool:
        """Whether to name municipalities without a report: the scheme asks them, and no filter is chosen."""
        form = scheme_of(self.round.scheme).form
        asks_them = form is None or OrganisationKind.MUNICIPALITY in form.owner_kinds
        return asks_them and not self.filters.is_active

    def paint(self, code: str) -> Paint:
        """The paint of a target group, or of a line that one group alone draws on."""
        return paint_of(mark_of(self.round.pk, code))

    @cached_property
    def themes(self) -> Themes:
        """The themes that the year asks for; none if it follows no plan."""
        return themes_of(self.round)

    def theme_name(self, text: str) -> str:
        """The theme of a report, in the reader's language if it is one of the year's."""
        return self.themes.shown(text, get_language() or "nb")

    @property
    def theme_names(self) -> list[tuple[str, str]]:
        """(code, name) of the themes of the year, in the order of the plan."""
        return names_of(self.round)

    @property
    def outside_themes(self) -> Tally:
        """The reports that name no theme of the year: another one, or none."""
        outside = [group.total for group in self.figures.themes if self.themes.named(group.name) is None]
        return Tally(sum(each.count for each in outside), sum(each.amount for each in outside))

    @property
    def theme_choices(self) -> list[tuple[str, str]]:
        """(what is stored, what is shown) of the themes to filter by."""
        return [(text, self.theme_name(text)) for text in self.choices.themes]

    def network_id(self, name: str) -> int | None:
        return next((number for number, network in self.choices.networks if network == name), None)


NeedRow = tuple[str, int, str, int | None, str | None, bool | None, str | None, str | None, dict[str, str]]
_NEED_FIELDS: Final = (
    "target_group__code",
    "amount",
    "theme",
    "network_id",
    "network__name",
    "sami_perspective",
    "municipality__number",
    "municipality__name",
    "answers",
)


def status_of(round_: Round, frames: Iterable[FrameLine], filters: StatusFilters = ALL) -> StatusView:
    """Frame, needs, what is left, partners and the interval of shared needs, with the lines of `frames_with_former`.
    Two queries; no municipalities."""
    return _view(round_, filters, frames, (), ())


def full_status_of(round_: Round, filters: StatusFilters = ALL) -> StatusView:
    """The same with how each of the office's municipalities is reached, how far the year has come, and what
    partners have room for. Seven queries."""
    places = [
        Place(*row)
        for row in Municipality.objects.filter(office=round_.office_id).values_list(
            "number", "name", "latitude", "longitude"
        )
    ]
    through = NeedsReport.participating.through.objects.filter(
        filters.of_reports("needsreport__"), needsreport__round=round_, needsreport__state__in=COUNTED_STATES
    )
    taking_part = through.values_list("municipality__number", "needsreport__network").distinct()
    view = _view(round_, filters, frames_with_former(round_), places, taking_part)
    room = () if filters.is_active else room_of(round_.year, view.figures.partners)
    return replace(view, how_far=how_far(round_), room=room)


def _view(
    round_: Round,
    filters: StatusFilters,
    frames: Iterable[FrameLine],
    places: Iterable[Place],
    taking_part: Iterable[tuple[str, int | None]],
) -> StatusView:
    reports = NeedsReport.objects.counted().filter(round=round_).exclude(pk__in=filters.without)
    rows: list[NeedRow] = list(reports.values_list(*_NEED_FIELDS))
    chosen = rows if not filters.is_active else [row for row in rows if _is_chosen(row, filters)]
    lines, former = _frames(round_, frames)
    reached = list(taking_part)
    found = figures(
        [Line(line.code, line.amount) for line in lines],
        [Group(group.code, group.lines) for group in groups_of(round_.pk).every],
        [
            Need(group, amount, theme, name or "", sami, place or "", answers)
            for group, amount, theme, _, name, sami, place, _, answers in chosen
        ],
        partners=_partners(round_, filters),
        places=places,
        through_network={number for number, network in reached if network is not None},
        through_others={number for number, network in reached if network is None},
        counted=[question.code for question in counted_questions(round_.scheme)],
    )
    whole = Tally(len(rows), sum(row[1] for row in rows))
    return StatusView(round_, filters, found, whole, lines, former, _choices(rows))


def _is_chosen(row: NeedRow, filters: StatusFilters) -> bool:
    group, _amount, theme, network, _name, _sami, municipality, _place, _answers = row
    return (
        (not filters.target_group or group == filters.target_group)
        and (not filters.theme or theme == filters.theme)
        and (not filters.network or network == filters.network)
        and (not filters.municipality or municipality == filters.municipality)
    )


def _choices(rows: Iterable[NeedRow]) -> Choices:
    themes = {row[2] for row in rows if row[2]}
    networks = {(row[3], row[4]) for row in rows if row[3] is not None and row[4] is not None}
    places = {(row[6], row[7]) for row in rows if row[6] is not None and row[7] is not None}
    return Choices(
        themes=tuple(sorted(themes, key=norwegian_key)),
        networks=tuple(sorted(networks, key=lambda pair: norwegian_key(pair[1]))),
        municipalities=tuple(sorted(places, key=lambda pair: norwegian_key(pair[1]))),
    )


def _partners(round_: Round, filters: StatusFilters) -> list[Partner]:
    rows = (
        ReportPartner.objects.filter(
            filters.of_reports("report__"), report__round=round_, report__state__in=COUNTED_STATES
        )
        .order_by()
        .values_list("organisation_id", "organisation__name", "organisation__kind")
        .annotate(kroner=Sum("amount"), measures=Count("id"))
    )
    return [Partner(*row) for row in rows]


def _frames(round_: Round, frames: Iterable[FrameLine]) -> tuple[tuple[NamedLine, ...], tuple[FormerYear, ...]]:
    """The lines of the round, and the rounds it is compared with. No queries."""
    language = (get_language() or "nb")[:2]
    by_round: dict[int, list[FrameLine]] = {}
    for line in frames:
        by_round.setdefault(line.round_id, []).append(line)

    def named(of_round: list[FrameLine]) -> tuple[NamedLine, ...]:
        return tuple(NamedLine(each.code, each.name(language), each.amount, each.note) for each in of_round)

    former = []
    for of_round in by_round.values():
        first: Any = of_round[0]
        if first.round.year == round_.year:
            continue
        texts, note = first.scheme_note or {}, first.round.note
        if not note or note in texts.values():  # nobody has written another one: in the reader's language
            note = texts.get(language) or texts.get("nb") or note
        same = first.scheme == round_.scheme.code and not note
        former.append(FormerYear(first.round.year, named(of_round), note, same))
    return named(by_round.get(round_.pk, [])), tuple(former)
