"""The votes of a meeting, and of a person afterwards. Until one is closed a voter reads their own ballot alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import OuterRef, Subquery, Value
from django.http import Http404

from fordel.forum.models import Ballot, Vote
from fordel.forum.seats.selectors.report_subject import subject_of_report
from fordel.forum.voting.selectors.electorate import Electorate, electorate
from fordel.meetings.models import AgendaItem, Meeting
from fordel.meetings.plugs.hooks import may_have
from fordel.parties.actors import Actor
from fordel.parties.models import Person
from fordel.programme.models import Round
from fordel.shared.memo import Memo


@dataclass(frozen=True)
class VoteHere:
    """A vote as somebody may see it: `is_closed_to_reader` where they are not impartial in what it is about. `own` is
    the option that the reader has chosen themselves, '' where they have not."""

    vote: Vote
    cast: tuple[tuple[int, int | None], ...]
    own: str
    is_closed_to_reader: bool

    @property
    def is_open(self) -> bool:
        return self.vote.closed_at is None


_votes_here: Final = Memo[Meeting, list[VoteHere]]()


def subject_of(vote: Vote) -> str:
    """The key of what the vote is about, as meetings know it; '' for nothing that is closed to anybody."""
    return subject_of_report(vote.report_id) if vote.report_id else ""


def votes_of(meeting: Meeting, actor: Actor) -> list[VoteHere]:
    """The meeting's votes in order. One query for each meeting that is fetched; none before it has started."""
    if meeting.started_at is None:
        return []
    return _votes_here.of(meeting, lambda each: _votes(each, actor))


def _votes(meeting: Meeting, actor: Actor) -> list[VoteHere]:
    person_id = actor.person.pk if actor.person else 0
    own = Ballot.objects.filter(vote=OuterRef("pk"), cast_by=person_id).values("option")[:1]
    found = (
        Vote.objects.filter(meeting=meeting)
        .select_related("round__office")
        .annotate(
            seats=ArrayAgg("ballots__member_id", order_by="ballots__pk", default=Value([])),
            cast_by=ArrayAgg("ballots__cast_by_id", order_by="ballots__pk", default=Value([])),
            own=Subquery(own),
        )
    )
    items = {each.pk: each for each in meeting.items.all()}
    return [
        VoteHere(
            vote,
            tuple((seat, person) for seat, person in zip(vote.seats, vote.cast_by, strict=True) if seat),
            (vote.own or "") if vote.closed_at is None else "",
            not (may_have(actor, subject_of(vote)) and may_have(actor, _case_subject(vote, items))),
        )
        for vote in found.order_by("opened_at", "pk")
    ]


def _case_subject(vote: Vote, items: Mapping[int, AgendaItem]) -> str:
    item = items.get(vote.item_id or 0)
    return item.subject if item else ""


def electorate_of(meeting: Meeting, found: VoteHere) -> Electorate:
    """Who may vote in it now, and has."""
    return electorate(meeting, found.vote.report_id, found.cast)


def vote_of(meeting: Meeting, round_: Round, vote_id: int) -> Vote:
    """A vote of the round in the meeting. Raises Http404."""
    found = Vote.objects.filter(meeting=meeting, round=round_, pk=vote_id).first()
    if found is None:
        raise Http404
    return found


def label_of(vote: Vote, code: str) -> str:
    """What the option is called."""
    return next((str(each["label"]) for each in vote.options if each["code"] == code), code)


def ballots_of(person: Person) -> list[dict[str, Any]]:
    """What the person has voted, of the votes that are closed: for the person, as part of what is held about them."""
    cast = Ballot.objects.filter(cast_by=person, vote__closed_at__isnull=False).select_related("vote", "member")
    return [
        {
            "question": each.vote.question,
            "option": label_of(each.vote, each.option),
            "seat": each.member.label,
            "cast_at": each.cast_at,
        }
        for each in cast.order_by("cast_at", "pk")
    ]
