"""Votes in a meeting: the secretary opens and closes them, members vote on the page of the meeting."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Unpack

from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fordel.forum.models import Scenario, Vote
from fordel.forum.permissions import casts_ballots
from fordel.forum.seats.selectors.report_subject import report_of
from fordel.forum.voting.documents.vote_words import may_vote_words
from fordel.forum.voting.forms import AgreedForm, VoteChoices, VoteForm
from fordel.forum.voting.selectors.electorate import electorate, labels, rounds_here
from fordel.forum.voting.selectors.votes import vote_of
from fordel.forum.voting.services.cast_ballot import cast_ballot
from fordel.forum.voting.services.close_vote import agree_instead, announce_closing, close_vote
from fordel.forum.voting.services.open_vote import open_vote, vote_again
from fordel.meetings.documents.invitations import meeting_address
from fordel.meetings.models import AgendaItem, Meeting
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
from fordel.shared.fields import id_from_form
from fordel.shared.pages.answers import pressed, render_or_error, save_or_show, sent


def _in_panel(request: PageRequest[Meeting], act: Callable[[], object], done: str = "") -> HttpResponse:
    """Does it, and goes back to the panel of votes on the page of the meeting."""
    return attempt(request, act, done, place="panel", anchor="vote")


def _minutes(typed: QueryDict, name: str) -> int | None:
    """None for an empty field; 0, which is refused, for what is no number."""
    text = typed.get(name, "").strip()
    return id_from_form(text) if text else None


@access(leads_meetings, target=meeting_from_url)
def begin(request: PageRequest[Meeting], meeting_id: int, **keys: Unpack[RoundKeys]) -> HttpResponse:
    """The form; a POST opens the vote."""
    meeting, round_ = request.target, round_from_url(**keys)
    item = meeting.open_case()
    form = VoteForm(sent(request), _choices(meeting, round_, item))

    def save() -> HttpResponse:
        open_vote(meeting, round_, form.asked(), request.actor.person_or_refuse)
        return HttpResponseRedirect(f"{meeting_address(meeting)}#vote")

    def show() -> HttpResponse:
        context = {**_about(meeting, round_, item), "form": form}
        return render_or_error(request, "forum/voting/open_vote.html", context, form)

    return save_or_show(request, form, save, show)


def _choices(meeting: Meeting, round_: Round, item: AgendaItem | None) -> VoteChoices:
    scenarios = [
        (each.pk, f"{each.number} {each.name}") for each in Scenario.objects.filter(round=round_).order_by("number")
    ]
    shown = [int(pk) for pk in meeting.shown.get("scenarios", [])]
    is_about_report = item is not None and report_of(item.subject) is not None
    return VoteChoices(item.title if item else "", scenarios, shown, _reports(round_), is_about_report)


def _about(meeting: Meeting, round_: Round, item: AgendaItem | None) -> dict[str, Any]:
    """Who may vote in the case that is open."""
    about = report_of(item.subject) if item else None
    seats = electorate(meeting, about)
    quorum = scheme_of(round_.scheme).forum.quorum_percent
    return {
        "meeting": meeting,
        "round": round_,
        "round_name": name_among(round_.pk, rounds_here(meeting)),
        "office": meeting.office,
        "item": item,
        "case_report": about,
        "may_vote": may_vote_words(seats),
        "conflicted": labels(seats.conflicted),
        "undecided": labels(seats.undecided),
        "quorum": quorum,
        "has_quorum": len(seats.present) * 100 >= quorum * len(seats.seats),
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
    return _in_panel(request, lambda: cast_ballot(vote, pressed(request, "option"), person))


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
    meeting, vote, form = request.target, _vote(request, vote_id, **keys), AgreedForm(sent(request))

    def save() -> HttpResponse:
        agree_instead(vote, form.cleaned_data["text"], request.actor.person_or_refuse)
        return HttpResponseRedirect(f"{meeting_address(meeting)}#vote")

    context = {"meeting": meeting, "office": meeting.office, "vote": vote, "form": form}
    return save_or_show(
        request, form, save, lambda: render_or_error(request, "forum/voting/agree_instead.html", context, form)
    )
