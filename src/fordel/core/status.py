"""The figures of a round and what they say, from plain rows.

All amounts are whole kroner. Nothing here knows a language or a database: findings are codes with numbers, and the
module `insight` turns them into sentences. The limits for shared needs are those of the allocation spec, §§ 1 and 3
(M7): X(T) is what must be paid inside a set of lines T, C(T) what those lines hold.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final, NamedTuple

from fordel.core.alphabet import norwegian_key

SHARED: Final = "both"
SHARED_LINES: Final = ("kindergarten", "school")
PARTNER_KINDS: Final = ("university", "vocational_college", "other_provider")


class Line(NamedTuple):
    """A line of the frame (kroner)."""

    code: str
    amount: int


class Need(NamedTuple):
    """One needs report. `theme`, `network` and `municipality` are '' where none is given; None is "not given"."""

    target_group: str
    amount: int
    theme: str = ""
    network: str = ""
    sami_perspective: bool | None = None
    municipality: str = ""


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
    """Everything the status page, its exports and `fordel status` show. Amounts in kroner."""

    frame: int
    lines: tuple[LineFigures, ...]
    needs: Tally
    by_group: dict[str, Tally]
    shortages: tuple[Shortage, ...]
    themes: tuple[GroupedSum, ...]
    networks: tuple[GroupedSum, ...]
    sami: SamiFigures
    partners: tuple[Partner, ...]
    places: tuple[PlaceFigures, ...]
    elsewhere: Tally

    @property
    def left(self) -> int:
        """Frame less needs; below zero when more is asked for than there is."""
        return self.frame - self.needs.amount

    @property
    def shared(self) -> Tally:
        return self.by_group.get(SHARED, NOTHING)

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
    needs: Iterable[Need],
    *,
    partners: Iterable[Partner] = (),
    places: Iterable[Place] = (),
    through_network: Collection[str] = (),
    through_others: Collection[str] = (),
) -> StatusFigures:
    """Counts and sums, and the limits of what each line can and must pay.

    `through_network` and `through_others` hold the numbers of the municipalities that take part in somebody's report.
    """
    needs = list(needs)
    by_group = _by(needs, lambda need: need.target_group)
    own = {code: by_group.get(code, NOTHING) for code in by_group if code != SHARED}
    frames = {line.code: line.amount for line in lines} | {
        code: 0 for code in own if code not in {line.code for line in lines}
    }
    shared = by_group.get(SHARED, NOTHING).amount
    short = shortages(frames, {code: tally.amount for code, tally in own.items()}, shared)
    places, by_place = list(places), _by(needs, lambda need: need.municipality)
    known = {place.number for place in places}
    return StatusFigures(
        frame=sum(line.amount for line in lines),
        lines=_line_figures(frames, own, shared, feasible=not short),
        needs=_total(by_group.values()),
        by_group=by_group,
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
    )


def shortages(frames: dict[str, int], own: dict[str, int], shared: int) -> tuple[Shortage, ...]:
    """Every set of lines that holds too little for what only it can pay, the largest shortage first, then the smaller
    set (mending a smaller shortage first would help nobody). Empty when all needs can be met."""
    shared_lines = set(_shared_lines(frames))
    found = []
    for size in range(1, len(frames) + 1):
        for chosen in combinations(frames, size):
            need = sum(own.get(code, 0) for code in chosen) + (shared if shared_lines <= set(chosen) else 0)
            available = sum(frames[code] for code in chosen)
            if need > available:
                found.append(Shortage(chosen, need, available))
    return tuple(sorted(found, key=lambda shortage: (-shortage.short, len(shortage.lines))))


def _shared_lines(frames: dict[str, int]) -> list[str]:
    """The lines that may pay for a need of both target groups."""
    return [code for code in SHARED_LINES if code in frames] or list(frames)


def _line_figures(
    frames: dict[str, int], own: dict[str, Tally], shared: int, *, feasible: bool
) -> tuple[LineFigures, ...]:
    room = {code: frames[code] - own.get(code, NOTHING).amount for code in frames}
    sharing = _shared_lines(frames)
    found = []
    for code, frame in frames.items():
        least: int | None = None
        most: int | None = None
        if feasible:
            elsewhere = sum(room[other] for other in sharing if other != code)
            least = max(0, shared - elsewhere) if code in sharing else 0
            most = min(shared, room[code]) if code in sharing else 0
        found.append(LineFigures(code, frame, own.get(code, NOTHING), least, most))
    return tuple(found)


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
