"""Who may vote in a meeting, by the seats of its day, and who has. See docs/decisions/0009-votes.md."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Exists, OuterRef, Q, QuerySet, Value

from fordel.core.votes import Seat, Voter, who_votes
from fordel.forum.models import CLOSED_TO_MEMBER, ForumMember
from fordel.forum.seats.selectors.impartiality import running
from fordel.meetings.models import Meeting
from fordel.meetings.selectors.meetings import day_of
from fordel.parties.models import RoleAssignment
from fordel.parties.permissions import OFFICE_STAFF
from fordel.programme.selectors.running import RunningRound, name_among, rounds_beside, rounds_in, running_rounds
from fordel.reports.models import COUNTED_STATES
from fordel.shared.memo import Memo


@dataclass(frozen=True)
class SeatHere:
    """A seat of the forum. `closed` are ids of reports it is or may be conflicted in, of all the office's rounds, and
    `undecided` those of them where nobody has decided. `numbers` (found conflicted) and `open_numbers` (undecided) are
    the same as (round id, number of a report that counts) of the rounds at hand."""

    pk: int
    label: str
    votes: bool
    member: int
    deputy: int | None
    closed: frozenset[int]
    undecided: frozenset[int]
    numbers: tuple[tuple[int, int], ...]
    open_numbers: tuple[tuple[int, int], ...]
    staff: frozenset[int]

    @property
    def found(self) -> frozenset[int]:
        """Ids of the reports that it is decided to be conflicted in."""
        return self.closed - self.undecided


@dataclass(frozen=True)
class SeatInVote:
    """`voter` is who is there for the seat. `has_voted`: it has a ballot that counts."""

    seat: SeatHere
    voter: int | None
    may_vote: bool
    has_voted: bool
    is_conflicted: bool
    is_undecided: bool


@dataclass(frozen=True)
class Electorate:
    """The seats that vote, as things stand; counts are never more ballots than entitled, entitled than present."""

    seats: tuple[SeatInVote, ...]

    @property
    def present(self) -> list[SeatInVote]:
        return [each for each in self.seats if each.voter is not None or each.has_voted]

    @property
    def entitled(self) -> list[SeatInVote]:
        return [each for each in self.seats if each.may_vote or each.has_voted]

    @property
    def voted(self) -> list[SeatInVote]:
        return [each for each in self.seats if each.has_voted]

    @property
    def waiting(self) -> list[SeatInVote]:
        return [each for each in self.entitled if not each.has_voted]

    @property
    def conflicted(self) -> list[SeatInVote]:
        """Those that are there and may not take part, as it is decided."""
        return [each for each in self._left_out if not each.is_undecided]

    @property
    def undecided(self) -> list[SeatInVote]:
        """Those that are there and may not take part, as nobody has decided on their impartiality."""
        return [each for each in self._left_out if each.is_undecided]

    @property
    def _left_out(self) -> list[SeatInVote]:
        return [each for each in self.present if not each.may_vote and not each.has_voted]

    def seat_of(self, person_id: int | None) -> SeatInVote | None:
        """The seat that the person is there for."""
        return next((each for each in self.seats if person_id is not None and each.voter == person_id), None)


_seats: Final = Memo[Meeting, list[SeatHere]]()
_rounds: Final = Memo[Meeting, Sequence[RunningRound]]()


def seats_here(meeting: Meeting) -> list[SeatHere]:
    """The forum's seats of the meeting's day, observers too, by name. One query for each meeting that is fetched."""
    return _seats.of(meeting, _find_seats)


def _find_seats(meeting: Meeting) -> list[SeatHere]:
    rows = list(_seat_rows(meeting))
    if not rows:
        return []
    _rounds.keep(meeting, rounds_in(rows[0].rounds))  # type: ignore[attr-defined]  # as annotated
    at_hand = {each.id for each in rounds_at_hand(meeting)}
    return [_seat(row, at_hand) for row in rows]


def rounds_here(meeting: Meeting) -> Sequence[RunningRound]:
    """The rounds that run at the meeting's office; they come with `seats_here`, or with one query if there is no
    seat."""
    return _rounds.of(meeting, _find_rounds)


def _find_rounds(meeting: Meeting) -> Sequence[RunningRound]:
    has_kept = bool(seats_here(meeting))
    return _rounds.of(meeting, _running) if has_kept else _running(meeting)


def _running(meeting: Meeting) -> Sequence[RunningRound]:
    return tuple(running_rounds(meeting.office_id))


def rounds_at_hand(meeting: Meeting) -> list[RunningRound]:
    """Those of the meeting's year and later; the newest ones if all are older."""
    rounds = rounds_here(meeting)
    newest = max((each.year for each in rounds), default=0)
    return [each for each in rounds if each.year >= min(newest, day_of(meeting).year)]


def by_round(numbers: Iterable[tuple[int, int]], meeting: Meeting) -> list[tuple[str, list[int]]]:
    """(name of the round, numbers of its reports), without repetition; the name is '' at an office with one round."""
    rounds, listed = rounds_here(meeting), sorted(set(numbers))
    groups = [(each, [number for round_id, number in listed if round_id == each.id]) for each in rounds]
    return [(name_among(each.id, rounds), found) for each, found in groups if found]


def _seat_rows(meeting: Meeting) -> QuerySet[ForumMember]:
    closed = Q(conflicts__state__in=CLOSED_TO_MEMBER)
    counted = closed & Q(conflicts__report__state__in=COUNTED_STATES)
    undecided = Q(conflicts__decided_at__isnull=True) & closed
    in_order = ("conflicts__report__round_id", "conflicts__report__number")
    staff = RoleAssignment.objects.filter(office=meeting.office_id, role__in=OFFICE_STAFF)
    return (
        ForumMember.objects.filter(running(day_of(meeting)), office=meeting.office_id)
        .select_related("group")
        .annotate(
            rounds=rounds_beside("office"),
            closed=ArrayAgg("conflicts__report_id", filter=closed, default=Value([])),
            undecided=ArrayAgg("conflicts__report_id", filter=undecided, default=Value([])),
            reports=ArrayAgg("conflicts__report_id", filter=counted, order_by=in_order, default=Value([])),
            numbers=ArrayAgg("conflicts__report__number", filter=counted, order_by=in_order, default=Value([])),
            of_rounds=ArrayAgg("conflicts__report__round_id", filter=counted, order_by=in_order, default=Value([])),
            member_is_staff=Exists(staff.filter(person=OuterRef("person_id"))),
            deputy_is_staff=Exists(staff.filter(person=OuterRef("deputy_id"))),
        )
        .order_by("label", "pk")
    )


def _seat(row: Any, at_hand: set[int]) -> SeatHere:
    at_office = {row.person_id: row.member_is_staff, row.deputy_id or 0: row.deputy_is_staff}
    undecided = frozenset(row.undecided)
    numbers = [each for each in zip(row.of_rounds, row.numbers, row.reports, strict=True) if each[0] in at_hand]
    return SeatHere(
        row.pk,
        row.label,
        row.votes,
        row.person_id,
        row.deputy_id,
        frozenset(row.closed),
        undecided,
        tuple((round_id, number) for round_id, number, report in numbers if report not in undecided),
        tuple((round_id, number) for round_id, number, report in numbers if report in undecided),
        frozenset(person for person, is_staff in at_office.items() if is_staff),
    )


def electorate(meeting: Meeting, report_id: int | None, ballots: Iterable[tuple[int, int | None]] = ()) -> Electorate:
    """`ballots` are (seat id, who cast it). One query for the seats, and one for who is there, where the meeting does
    not hold them already."""
    seats, cast = seats_here(meeting), dict(ballots)
    staff = frozenset(person for seat in seats for person in seat.staff)
    here = {each.person_id for each in meeting.attendances.all() if each.is_here and not each.is_secretary} - staff
    conflicted = _people_of(seat for seat in seats if report_id in seat.closed)
    decided = _people_of(seat for seat in seats if report_id in seat.found)
    voting = [seat for seat in seats if seat.votes]
    voters = who_votes([Seat(s.pk, s.member, s.deputy, report_id in s.closed) for s in voting], here, conflicted)
    return Electorate(tuple(_state(seat, report_id, voters, cast, conflicted, decided) for seat in voting))


def _people_of(seats: Iterable[SeatHere]) -> frozenset[int]:
    return frozenset(person for seat in seats for person in (seat.member, seat.deputy) if person is not None)


def _state(
    seat: SeatHere,
    report_id: int | None,
    voters: Mapping[int, Voter],
    cast: Mapping[int, int | None],
    conflicted: frozenset[int],
    decided: frozenset[int],
) -> SeatInVote:
    voter = voters.get(seat.pk)
    is_conflicted = report_id in seat.closed
    has_voted = seat.pk in cast and not is_conflicted and cast[seat.pk] not in conflicted
    person, may_vote = (None, False) if voter is None else (voter.person, voter.may_vote)
    is_undecided = person in conflicted and person not in decided
    return SeatInVote(seat, person, may_vote, has_voted, is_conflicted, is_undecided)


def labels(seats: Sequence[SeatInVote]) -> list[str]:
    return [each.seat.label for each in seats]
