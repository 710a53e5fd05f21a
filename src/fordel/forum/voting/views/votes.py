"""Votes in a meeting: the secretary opens and closes them, members vote on the page of the meeting."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Unpack

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fordel.forum.models import Scenario, Vote
from fordel.forum.permissions import casts_ballots
from fordel.forum.seats.selectors.report_subject import report_of
from fordel.forum.voting.documents.vote_words import may_vote_words
from fordel.forum.voting.selectors.electorate import electorate, labels, rounds_here
from fordel.forum.voting.selectors.votes import vote_of
from fordel.forum.voting.services.cast_ballot import cast_ballot
from fordel.forum.voting.services.close_vote import agree_instead, announce_closing, close_vote
from fordel.forum.voting.services.open_vote import VoteInput, open_vote, vote_again
from fordel.meetings.documents.invitations import meeting_address
from fordel.meetings.models import Meeting
from fordel.meetings.permissions import leads_meetings
from fordel.meetings.selectors.meetings import meeting_from_url
from fordel.meetings.views.pages import attempt
from fordel.programme.models import Round
from fordel.programme.selectors.rounds import round_from_url
from fordel.programme.selectors.running import name_among
from fordel.programme.selectors.schemes import scheme_of
from fordel.programme.where import RoundKeys
from fordel.reports.selectors.reports import reports_of_round
from fordel.shared.access import PageRequest, access
from fordel.shared.errors import UserError
from fordel.shared.fields import id_from_form
from fordel.shared.pages.answers import render_or_error


def _in_panel(request: PageRequest[Meeting], act: Callable[[], object], done: str = "") -> HttpResponse:
    """Does it, and goes back to the panel of votes on the page of the meeting."""
    return attempt(request, act, done, place="panel", anchor="vote")


def _minutes(typed: QueryDict, name: str) -> int | None:
    """None for an empty field; 0, which is refused, for what is no number."""
    text = typed.get(name, "").strip()
    return id_from_form(text) if text else None


def _asked(typed: QueryDict) -> VoteInput:
    return VoteInput(
        question=typed.get("question", ""),
        scenarios=[id_from_form(each) for each in typed.getlist("scenario")],
        texts=typed.get("texts", "").splitlines(),
        report=id_from_form(typed.get("report")),
        minutes=_minutes(typed, "minutes"),
    )


@access(leads_meetings, target=meeting_from_url)
def begin(request: PageRequest[Meeting], meeting_id: int, **keys: Unpack[RoundKeys]) -> HttpResponse:
    """The form; a POST opens the vote."""
    meeting, round_, error = request.target, round_from_url(**keys), None
    if request.method == "POST":
        try:
            open_vote(meeting, round_, _asked(request.POST), request.actor.person_or_refuse)
        except UserError as problem:
            error = problem
        else:
            return HttpResponseRedirect(f"{meeting_address(meeting)}#vote")
    return render_or_error(request, "forum/voting/open_vote.html", _form(request, meeting, round_, error), error)


def _form(request: HttpRequest, meeting: Meeting, round_: Round, error: UserError | None) -> dict[str, Any]:
    item = meeting.open_case()
    about = report_of(item.subject) if item else None
    chosen = {id_from_form(each) for each in request.POST.getlist("scenario")}
    chosen |= set() if error else {int(pk) for pk in meeting.shown.get("scenarios", [])}
    seats = electorate(meeting, about)
    quorum = scheme_of(round_.scheme).forum.quorum_percent
    return {
        "meeting": meeting,
        "round": round_,
        "round_name": name_among(round_.pk, rounds_here(meeting)),
        "office": meeting.office,
        "item": item,
        "case_report": about,
        "scenarios": [(each, each.pk in chosen) for each in Scenario.objects.filter(round=round_).order_by("number")],
        "reports": _reports(round_),
        "may_vote": may_vote_words(seats),
        "conflicted": labels(seats.conflicted),
        "undecided": labels(seats.undecided),
        "quorum": quorum,
        "has_quorum": len(seats.present) * 100 >= quorum * len(seats.seats),
        "typed": request.POST if error else {"question": item.title if item else ""},
        "error": error,
    }


def _reports(round_: Round) -> list[tuple[int, str]]:
    rows = reports_of_round(round_).values_list("pk", "number", "owner__name")
    return [(pk, f"{number} {owner}") for pk, number, owner in rows]


def _vote(request: PageRequest[Meeting], vote_id: int, **keys: Unpack[RoundKeys]) -> Vote:
    """The vote of the address. Raises Http404."""
    return vote_of(request.target, round_from_url(**keys), vote_id)


@require_POST
@access(casts_ballots, target=meeting_from_url)
def cast(request: PageRequest[Meeting], meeting_id: int, vote_id: int, **keys: Unpack[RoundKeys]) -> HttpResponse:
    """The member's own ballot."""
    vote, person = _vote(request, vote_id, **keys), request.actor.person_or_refuse
    return _in_panel(request, lambda: cast_ballot(vote, request.POST.get("option", ""), person))


@require_POST
@access(leads_meetings, target=meeting_from_url)
def close(request: PageRequest[Meeting], meeting_id: int, vote_id: int, **keys: Unpack[RoundKeys]) -> HttpResponse:
    vote, person = _vote(request, vote_id, **keys), request.actor.person_or_refuse
    return _in_panel(request, lambda: close_vote(vote, person))


@require_POST
@access(leads_meetings, target=meeting_from_url)
def announce(request: PageRequest[Meeting], meeting_id: int, vote_id: int, **keys: Unpack[RoundKeys]) -> HttpResponse:
    """Says when it may be closed in any case."""
    vote, person = _vote(request, vote_id, **keys), request.actor.person_or_refuse
    done = _("It is announced when the vote may be closed.")
    return _in_panel(request, lambda: announce_closing(vote, _minutes(request.POST, "wait") or 0, person), done)


@require_POST
@access(leads_meetings, target=meeting_from_url)
def again(request: PageRequest[Meeting], meeting_id: int, vote_id: int, **keys: Unpack[RoundKeys]) -> HttpResponse:
    """A new vote between the two highest."""
    vote, person = _vote(request, vote_id, **keys), request.actor.person_or_refuse
    return _in_panel(request, lambda: vote_again(vote, person))


@access(leads_meetings, target=meeting_from_url)
def agree(request: PageRequest[Meeting], meeting_id: int, vote_id: int, **keys: Unpack[RoundKeys]) -> HttpResponse:
    """What the forum agreed on instead; a POST ends the vote."""
    meeting, error = request.target, None
    vote, text = _vote(request, vote_id, **keys), request.POST.get("text", "")
    if request.method == "POST":
        try:
            agree_instead(vote, text, request.actor.person_or_refuse)
        except UserError as problem:
            error = problem
        else:
            return HttpResponseRedirect(f"{meeting_address(meeting)}#vote")
    context = {"meeting": meeting, "office": meeting.office, "vote": vote, "text": text, "error": error}
    return render_or_error(request, "forum/voting/agree_instead.html", context, error)
