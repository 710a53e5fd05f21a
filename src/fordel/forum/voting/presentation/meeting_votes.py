"""The forum beside a meeting: its votes, who is not impartial in what, and the vote on the screen, without names."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from fordel.core.votes import AGAIN
from fordel.forum.permissions import casts_ballots, keeps_members
from fordel.forum.seats.selectors.impartiality import conflicted_reports
from fordel.forum.seats.selectors.report_subject import report_of, round_of
from fordel.forum.voting.documents.vote_words import result_words, voted_words
from fordel.forum.voting.selectors.electorate import (
    Electorate,
    SeatHere,
    SeatInVote,
    by_round,
    labels,
    rounds_at_hand,
    rounds_here,
    seats_here,
)
from fordel.forum.voting.selectors.votes import VoteHere, electorate_of, votes_of
from fordel.forum.voting.services.close_vote import why_not_close
from fordel.meetings.models import AgendaItem, Meeting, MeetingState
from fordel.meetings.plugs.hooks import Mistake
from fordel.parties.actors import Actor
from fordel.parties.models import Role
from fordel.programme.selectors.running import RunningRound, name_among
from fordel.reports.models import NeedsReport
from fordel.shared.clock import now
from fordel.shared.fragments import Fragment


@dataclass(frozen=True)
class Outcome:
    """A vote that is closed, in words, with its counts in the order of the options; none where it was not counted."""

    here: VoteHere
    words: str
    counts: list[tuple[str, int]]
    may_vote_again: bool


@dataclass(frozen=True)
class CaseConflicts:
    """A case about a report, the seats that go out when it is dealt with, and those of them that nobody has decided."""

    item: AgendaItem
    seats: list[str]
    undecided: list[str]
    is_closed_to_reader: bool


def vote_panel(meeting: Meeting, actor: Actor, mistake: Mistake | None = None) -> Fragment | None:
    """The open vote with who has voted, the own ballot, and what came of those that are closed."""
    votes, leads = votes_of(meeting, actor), keeps_members(actor, meeting).allowed
    goes_on = meeting.state == MeetingState.ONGOING
    current = next((each for each in votes if each.is_open), None)
    if not votes and not (goes_on and leads):
        return None
    case = next((each for each in meeting.items.all() if each.opened_at and not each.closed_at), None)
    context: dict[str, Any] = {
        "meeting": meeting,
        "leads": leads and goes_on,
        "open": current,
        "error": mistake.error if mistake else None,
        "typed": mistake.typed if mistake else {},
        "outcomes": [_outcome(each, votes, meeting) for each in reversed(votes) if not each.is_open],
        "case_is_open": case is not None,
        "where": _where_to_vote(meeting, case) if leads and goes_on and case and current is None else [],
    }
    if current is not None:
        context |= _of_open(meeting, current, actor)
    return Fragment("forum/voting/vote_panel.html", context)


def _where_to_vote(meeting: Meeting, case: AgendaItem) -> list[tuple[str, str]]:
    """(name of the round, address) of each form that a vote in the case can be opened with: of the round that the case
    is about, or else of each round at hand. The name is '' at an office with one round."""
    every, about = rounds_here(meeting), round_of(case.subject)
    if len(every) > 1 and (report := report_of(case.subject)):
        about = NeedsReport.objects.filter(pk=report).values_list("round", flat=True).first()
    return [
        (
            name_among(each.id, every),
            reverse("forum_work:open-vote", kwargs={**each.where, "meeting_id": meeting.pk}),
        )
        for each in ([each for each in every if each.id == about] or rounds_at_hand(meeting))
    ]


def _of_open(meeting: Meeting, current: VoteHere, actor: Actor) -> dict[str, Any]:
    seats = electorate_of(meeting, current)
    vote = current.vote
    wait = (vote.may_close_at - now()).total_seconds() if vote.may_close_at else 0
    return {
        "seats": seats,
        "voted": voted_words(len(seats.voted), len(seats.entitled)),
        "conflicted": labels(seats.conflicted),
        "undecided": labels(seats.undecided),
        "own": _own(seats, actor, meeting),
        "why_not": why_not_close(vote, seats),
        "new_in": math.ceil(wait) if wait > 0 else 0,
    }


def _own(seats: Electorate, actor: Actor, meeting: Meeting) -> SeatInVote | None:
    """The seat that the reader may vote for."""
    if actor.person is None or not casts_ballots(actor, meeting).allowed:
        return None
    own = seats.seat_of(actor.person.pk)
    return own if own and own.may_vote else None


def _outcome(here: VoteHere, votes: list[VoteHere], meeting: Meeting) -> Outcome:
    vote = here.vote
    counts = [] if vote.agreed else [(each["label"], vote.result["counts"][each["code"]]) for each in vote.options]
    is_followed = any(each.vote.follows_id == vote.pk for each in votes)
    none_open = not any(each.is_open for each in votes)
    case = next((each for each in meeting.items.all() if each.pk == vote.item_id), None)
    in_case = case is not None and case.opened_at is not None and case.closed_at is None
    again = vote.result.get("outcome") == AGAIN and not is_followed and none_open and in_case
    return Outcome(here, result_words(vote), counts, again)


def vote_screen(meeting: Meeting, actor: Actor) -> Fragment | None:
    """For everybody in the room: the open vote without names, or what came of the last one in the case that is open."""
    votes = votes_of(meeting, actor)
    current = next((each for each in votes if each.is_open), None)
    case = next((each for each in meeting.items.all() if each.opened_at and not each.closed_at), None)
    if current is not None:
        seats = electorate_of(meeting, current)
        context: dict[str, Any] = {"open": current, "voted": voted_words(len(seats.voted), len(seats.entitled))}
        return Fragment("forum/voting/vote_screen.html", context)
    last = votes[-1] if votes else None
    if last is None or case is None or last.vote.item_id != case.pk:
        return None
    return Fragment("forum/voting/vote_screen.html", {"outcome": _outcome(last, votes, meeting)})


def conflict_panel(meeting: Meeting, actor: Actor, _mistake: Mistake | None = None) -> Fragment | None:
    """Who goes out in which case, and where the reader is not impartial; for the secretariat by seat."""
    if meeting.state not in (MeetingState.CALLED, MeetingState.ONGOING):
        return None
    seats = seats_here(meeting)
    is_member = actor.is_in(Role.FORUM_MEMBER)
    person_id = actor.person.pk if actor.person else 0
    own = [seat for seat in seats if person_id in (seat.member, seat.deputy)] if is_member else []
    if not seats or (is_member and not own):
        return None
    closed = conflicted_reports(actor) | {report for seat in own for report in seat.closed}
    context = {
        "rounds": [_conflicts_of(each, meeting) for each in rounds_at_hand(meeting)],
        "cases": [found for item in meeting.items.all() if (found := _of_case(item, meeting, closed))],
        "is_member": is_member,
        "own": by_round((each for seat in own for each in (*seat.numbers, *seat.open_numbers)), meeting),
        "by_seat": [] if is_member else _by_seat(seats, meeting),
        "is_open": any(each.open_numbers for each in seats),
    }
    return Fragment("forum/voting/conflict_panel.html", context)


def _by_seat(seats: Iterable[SeatHere], meeting: Meeting) -> list[tuple[str, Any, Any]]:
    """(seat, what is decided, what nobody has decided), each as in `by_round`."""
    found = ((each.label, by_round(each.numbers, meeting), by_round(each.open_numbers, meeting)) for each in seats)
    return [each for each in found if each[1] or each[2]]


def _conflicts_of(round_: RunningRound, meeting: Meeting) -> tuple[str, str]:
    """(name of the round, address of its conflicts of interest)."""
    return name_among(round_.id, rounds_here(meeting)), reverse("forum_work:conflicts", kwargs={**round_.where})


def _of_case(item: AgendaItem, meeting: Meeting, closed: frozenset[int]) -> CaseConflicts | None:
    report = report_of(item.subject)
    if report is None:
        return None
    going_out = [seat.label for seat in seats_here(meeting) if report in seat.closed]
    undecided = [seat.label for seat in seats_here(meeting) if report in seat.undecided]
    return CaseConflicts(item, going_out, undecided, report in closed)
