"""What members think of the reports before the meeting: given on one page, seen by all when it is closed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Unpack

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fordel.forum.models import ForumMember, Prioritising
from fordel.forum.permissions import acts_as_member, keeps_members, reads_members
from fordel.forum.seats.selectors.impartiality import conflicted_reports
from fordel.forum.seats.selectors.members import own_seats
from fordel.forum.voting.forms import AssessmentForm, PrioritisingForm
from fordel.forum.voting.presentation.result_list import GivenRow, ResultRow, given_table, result_table
from fordel.forum.voting.presentation.steps import close_prioritising_step
from fordel.forum.voting.selectors.prioritising import finished, own_values, prioritising_of, results
from fordel.forum.voting.services.prioritise import assess, close_prioritising, most_of, open_prioritising
from fordel.parties.actors import actor_in
from fordel.programme.models import Round
from fordel.programme.selectors.rounds import round_from_url
from fordel.programme.where import RoundKeys
from fordel.reports.selectors.reports import bare_rows
from fordel.shared.access import PageRequest, access
from fordel.shared.clock import now, today
from fordel.shared.errors import UserError
from fordel.shared.pages.answers import render_or_error, save_or_show, sent
from fordel.shared.pages.forms import PageForm
from fordel.shared.pages.steps import ask_first


@access(reads_members, target=round_from_url)
def prioritise(request: PageRequest[Round], **keys: Unpack[RoundKeys]) -> HttpResponse:
    """The page; a member's POST keeps what they give."""
    round_ = request.target
    if request.method != "POST":
        return _page(request, round_)
    acts_as_member.require(request.actor, round_)
    found, seat = prioritising_of(round_), _voting_seat(request)
    if found is None or seat is None:
        nothing = UserError(_("There is nothing to prioritise now."), _("Look at the page again."), "reports")
        return _page(request, round_, error=nothing)
    form = _assessment(request, found, seat)

    def save() -> HttpResponse:
        assess(found.pk, seat, form.values())
        return redirect("forum_work:prioritising", **keys)

    return save_or_show(request, form, save, lambda: _page(request, round_, form))


def _voting_seat(request: HttpRequest) -> ForumMember | None:
    return next((seat for seat in own_seats(actor_in(request)) if seat.votes), None)


def _assessment(request: HttpRequest, found: Prioritising, seat: ForumMember) -> AssessmentForm:
    closed = conflicted_reports(actor_in(request))
    numbers = [row.number for row in bare_rows(found.round) if row.id not in closed]
    return AssessmentForm(sent(request), numbers, own_values(found, seat))


def _page(
    request: HttpRequest, round_: Round, form: PageForm | None = None, error: UserError | None = None
) -> HttpResponse:
    """The page; `form` is what was refused, and `error` what no form is to blame for."""
    actor = actor_in(request)
    found, closed = prioritising_of(round_), conflicted_reports(actor)
    is_member, is_quick = actor.role == "forum_member", "HX-Request" in request.headers
    context: dict[str, Any] = {
        "round": round_,
        "office": round_.office,
        "found": found,
        "is_member": is_member,
        "may_keep": keeps_members(actor, round_).allowed,
        "error": error,
        "form": form,
        "opening": form if isinstance(form, PrioritisingForm) else _opening(None),
        "at": now(),
    }
    if found is not None:
        context |= _of_open(request, found, closed, form) if found.closed_at is None else _of_closed(found, closed)
    return render_or_error(request, "forum/voting/prioritising.html", context, None if is_quick else form or error)


def _opening(data: QueryDict | None) -> PrioritisingForm:
    return PrioritisingForm(data, today() + timedelta(days=1))


def _of_open(
    request: HttpRequest, found: Prioritising, closed: frozenset[int], form: PageForm | None
) -> dict[str, Any]:
    """A member's own fields; for the office only how many have finished."""
    if actor_in(request).role != "forum_member":
        return {"progress": finished(found)}
    seat = _voting_seat(request)
    if seat is None:
        return {"seat": None}
    own, every = own_values(found, seat), bare_rows(found.round)
    numbers = [row.number for row in every if row.id not in closed]
    drawn = form if isinstance(form, AssessmentForm) else AssessmentForm(None, numbers, own)
    rows = [
        GivenRow(row.number, row.owner_name)
        if row.id in closed
        else GivenRow(row.number, row.owner_name, row.title, drawn[f"report-{row.number}"])
        for row in every
    ]
    points = _("Points, 0 to %(most)s") % {"most": most_of(found)}
    heading = points if found.method == "points" else _("Rank, 1 is best")
    table = given_table(rows, found.round.where, heading)
    return {"seat": seat, "table": table, "given": len(own), "open_count": len(numbers)}


def _of_closed(found: Prioritising, closed: frozenset[int]) -> dict[str, Any]:
    """The best first; what is closed to the reader last, without what came of it."""
    came, every = results(found), bare_rows(found.round)
    rows = [(row, came[row.id]) for row in every if row.id not in closed]
    best_first = -1 if found.method == "points" else 1

    def place(pair: tuple[Any, Any]) -> tuple[bool, int, int]:
        row, assessed = pair
        return assessed.value is None, best_first * (assessed.value or 0), row.number

    shown = [ResultRow(row.number, row.owner_name, row.title, assessed) for row, assessed in sorted(rows, key=place)]
    shown += [ResultRow(row.number, row.owner_name) for row in every if row.id in closed]
    return {"table": result_table(shown, found.round.where, found.method)}


@require_POST
@access(keeps_members, target=round_from_url)
def begin(request: PageRequest[Round], **keys: Unpack[RoundKeys]) -> HttpResponse:
    """Opens it for the members until the end of a day."""
    round_, form = request.target, _opening(request.POST)

    def save() -> HttpResponse:
        open_prioritising(round_, form.cleaned_data["method"], form.until(), request.actor.person_or_refuse)
        messages.success(request, _("The prioritising is open to the members."))
        return redirect("forum_work:prioritising", **keys)

    return save_or_show(request, form, save, lambda: _page(request, round_, form))


@access(keeps_members, target=round_from_url)
def close(request: PageRequest[Round], **keys: Unpack[RoundKeys]) -> HttpResponse:
    """Says who has not finished; the button of the page closes it for good."""
    round_, person = request.target, request.actor.person_or_refuse
    found = prioritising_of(round_)

    def carry_out() -> HttpResponse:
        close_prioritising(found.pk if found else 0, person)
        messages.success(request, _("The prioritising is closed, and everybody sees what came of it."))
        return redirect("forum_work:prioritising", **keys)

    return ask_first(request, close_prioritising_step(round_, found), carry_out)
