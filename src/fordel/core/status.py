"""The figures of a round and what they say, from plain rows.

All amounts are whole kroner. Nothing here knows a language or a database: findings are codes with numbers, and the
module `insight` turns them into sentences. The limits for shared needs are those of the allocation spec, §§ 1 and 3
(M7): X(T) is what must be paid inside a set of lines T, C(T) what those lines hold.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final, NamedTuple

from fordel.core.allocation.frames import mask_of
from fordel.core.allocation.line_sums import bounds_of, demand_of
from fordel.core.allocation.model import Line as BudgetLine
from fordel.core.alphabet import norwegian_key

NO_ANSWERS: Final[Mapping[str, str]] = {}
PARTNER_KINDS: Final = ("university", "vocational_college", "other_provider")


class Line(NamedTuple):
    """A line of the frame (kroner)."""

    code: str
    amount: int


class Group(NamedTuple):
    """A target group, and the codes of the lines that may pay it."""

    code: str
    lines: tuple[str, ...]


class Need(NamedTuple):
    """One needs report. `theme`, `network` and `municipality` are '' if none is given; None is "not given".
    `answers` are those to counted questions, by the question's code."""

    target_group: str
    amount: int
    theme: str = ""
    network: str = ""
    sami_perspective: bool | None = None
    municipality: str = ""
    answers: Mapping[str, str] = NO_ANSWERS


class Partner(NamedTuple):
    """A partner with what goes to it (kroner) and the number of measures it takes part in."""

    organisation_id: int
    name: str
    kind: str
    amount: int
    measures: int


class Place(NamedTuple):
    """A municipality of the office; position in degrees, None where it is not known."""

    number: str
    name: str
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True)
class Tally:
    """How many reports, and their sum in kroner."""

    count: int
    amount: int


NOTHING: Final = Tally(0, 0)


@dataclass(frozen=True)
class LineFigures:
    """One line: its frame, what is asked from it alone, and what of the shared needs it must and can pay (kroner).

    `least` and `most` are None where not all needs can be met.
    """

    code: str
    frame: int
    own: Tally
    least: int | None
    most: int | None

    @property
    def choice(self) -> int:
        """What may be placed on this line or on another one: the hatched part of the bar."""
        return (self.most or 0) - (self.least or 0)


@dataclass(frozen=True)
class Shortage:
    """Lines that hold less than what can only be paid from them (kroner)."""

    lines: tuple[str, ...]
    need: int
    available: int

    @property
    def short(self) -> int:
        return self.need - self.available


@dataclass(frozen=True)
class GroupedSum:
    """A theme or a network: its reports in all and per target group."""

    name: str
    total: Tally
    by_group: dict[str, Tally]


@dataclass(frozen=True)
class PlaceFigures:
    """A municipality: the reports from owners in it, and how it is reached where there are none.

    `reach` is own, network (takes part through a network), others (takes part in a report without a network) or none.
    """

    place: Place
    total: Tally
    reach: str


@dataclass(frozen=True)
class SamiFigures:
    """Reports with a Sámi perspective, and how many that did not say."""

    total: Tally
    by_group: dict[str, Tally]
    not_given: int


@dataclass(frozen=True)
class StatusFigures:
    """Everything the status page, its exports and `fordel status` show. Amounts in kroner. `shared` are the reports of
    the groups that several lines may pay; `answers` are the sums of each answer by the code of a counted question."""

    frame: int
    lines: tuple[LineFigures, ...]
    needs: Tally
    by_group: dict[str, Tally]
    shared: Tally
    shortages: tuple[Shortage, ...]
    themes: tuple[GroupedSum, ...]
    networks: tuple[GroupedSum, ...]
    sami: SamiFigures
    partners: tuple[Partner, ...]
    places: tuple[PlaceFigures, ...]
    elsewhere: Tally
    answers: Mapping[str, tuple[GroupedSum, ...]]

    @property
    def left(self) -> int:
        """Frame less needs; below zero when more is asked for than there is."""
        return self.frame - self.needs.amount

    @property
    def all_can_be_met(self) -> bool:
        return not self.shortages

    @property
    def in_networks(self) -> Tally:
        """Reports that come from a network."""
        return _total(network.total for network in self.networks)

    def line(self, code: str) -> LineFigures | None:
        return next((line for line in self.lines if line.code == code), None)

    def interval(self, code: str) -> tuple[int, int] | None:
        """What of the shared needs may be paid from a line, least and most in kroner; None when impossible."""
        line = self.line(code)
        return None if line is None or line.least is None or line.most is None else (line.least, line.most)

    def partners_of_kind(self, kind: str) -> list[Partner]:
        return [partner for partner in self.partners if partner.kind == kind]

    def reached(self, reach: str) -> list[PlaceFigures]:
        return [place for place in self.places if place.reach == reach]


def figures(
    lines: Sequence[Line],
    groups: Sequence[Group],
    needs: Iterable[Need],
    *,
    partners: Iterable[Partner] = (),
    places: Iterable[Place] = (),
    through_network: Collection[str] = (),
    through_others: Collection[str] = (),
    counted: Collection[str] = (),
) -> StatusFigures:
    """Counts and sums, and the limits of what each line can and must pay.

    Every need is for one of the groups, and every group names lines that are there.
    `through_network` and `through_others` hold the numbers of the municipalities that take part in somebody's report,
    `counted` the codes of the questions whose answers are counted.
    """
    needs = list(needs)
    by_group = _by(needs, lambda need: need.target_group)
    asked = {group.lines: NOTHING for group in groups}
    for group in groups:
        asked[group.lines] = _total((asked[group.lines], by_group.get(group.code, NOTHING)))
    short = shortages(lines, {on: tally.amount for on, tally in asked.items()})
    places, by_place = list(places), _by(needs, lambda need: need.municipality)
    known = {place.number for place in places}
    return StatusFigures(
        frame=sum(line.amount for line in lines),
        lines=_line_figures(lines, asked, feasible=not short),
        needs=_total(by_group.values()),
        by_group=by_group,
        shared=_total(tally for on, tally in asked.items() if len(on) > 1),
        shortages=short,
        themes=_grouped(needs, lambda need: need.theme),
        networks=tuple(group for group in _grouped(needs, lambda need: need.network) if group.name),
        sami=_sami(needs),
        partners=tuple(sorted(partners, key=lambda p: (-p.amount, -p.measures, norwegian_key(p.name)))),
        places=tuple(
            PlaceFigures(
                place, by_place.get(place.number, NOTHING), _reach(place, by_place, through_network, through_others)
            )
            for place in sorted(places)
        ),
        elsewhere=_total(tally for number, tally in by_place.items() if number not in known),
        answers={code: _by_answer(needs, code) for code in counted},
    )


def shortages(lines: Sequence[Line], asked: Mapping[tuple[str, ...], int]) -> tuple[Shortage, ...]:
    """Every set of lines that holds too little for what only it can pay, the largest shortage first, then the smaller
    set (correcting a smaller shortage first would help nobody). Empty when all needs can be met. `asked` is kroner by
    the lines that may pay them."""
    found = []
    for size in range(1, len(lines) + 1):
        for chosen in combinations(lines, size):
            codes = {line.code for line in chosen}
            need = sum(amount for on, amount in asked.items() if codes.issuperset(on))
            available = sum(line.amount for line in chosen)
            if need > available:
                found.append(Shortage(tuple(line.code for line in chosen), need, available))
    return tuple(sorted(found, key=lambda shortage: (-shortage.short, len(shortage.lines))))


def _line_figures(
    lines: Sequence[Line], asked: Mapping[tuple[str, ...], Tally], *, feasible: bool
) -> tuple[LineFigures, ...]:
    place = {line.code: k for k, line in enumerate(lines)}
    masks = [mask_of(on, place) for on in asked]
    demand = demand_of([BudgetLine(*line) for line in lines], masks, [tally.amount for tally in asked.values()])
    bounds = bounds_of(demand).lines if feasible else {}
    return tuple(
        LineFigures(line.code, line.amount, asked.get((line.code,), NOTHING), *bounds.get(line.code, (None, None)))
        for line in lines
    )


def _by(needs: Iterable[Need], key: Callable[[Need], str]) -> dict[str, Tally]:
    counts: defaultdict[str, int] = defaultdict(int)
    sums: defaultdict[str, int] = defaultdict(int)
    for need in needs:
        name = key(need)
        counts[name] += 1
        sums[name] += need.amount
    return {name: Tally(counts[name], sums[name]) for name in counts}


def _total(tallies: Iterable[Tally]) -> Tally:
    count = amount = 0
    for tally in tallies:
        count += tally.count
        amount += tally.amount
    return Tally(count, amount)


def _grouped(needs: Sequence[Need], key: Callable[[Need], str]) -> tuple[GroupedSum, ...]:
    """Sums per name, the largest first, names in Norwegian order where sums are equal."""
    members: defaultdict[str, list[Need]] = defaultdict(list)
    for need in needs:
        members[key(need)].append(need)
    found = []
    for name, group in members.items():
        parts = _by(group, lambda need: need.target_group)
        found.append(GroupedSum(name, _total(parts.values()), parts))
    return tuple(sorted(found, key=lambda g: (-g.total.amount, norwegian_key(g.name))))


def _by_answer(needs: Sequence[Need], question: str) -> tuple[GroupedSum, ...]:
    return _grouped(needs, lambda need: need.answers.get(question, ""))


def _sami(needs: Sequence[Need]) -> SamiFigures:
    parts = _by([need for need in needs if need.sami_perspective], lambda need: need.target_group)
    return SamiFigures(_total(parts.values()), parts, sum(need.sami_perspective is None for need in needs))


def _reach(
    place: Place, by_place: dict[str, Tally], through_network: Collection[str], through_others: Collection[str]
) -> str:
    if place.number in by_place:
        return "own"
    if place.number in through_network:
        return "network"
    return "others" if place.number in through_others else "none"
