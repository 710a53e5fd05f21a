"""The forum's members: the list, and the seats as the secretariat keeps them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from fordel.forum.models import ForumMember
from fordel.forum.permissions import keeps_members, reads_members
from fordel.forum.seats.forms import SeatForm, written_of
from fordel.forum.seats.presentation.seat_list import seat_table
from fordel.forum.seats.presentation.steps import end_seat_step
from fordel.forum.seats.selectors.forums import OfficeForum, forum_from_url
from fordel.forum.seats.selectors.members import balance_of, organisations_for, seat_from_url, seats
from fordel.forum.seats.services.keep_seat import add_seat, change_seat, end_seat
from fordel.shared.access import PageRequest, access
from fordel.shared.clock import today
from fordel.shared.pages.answers import render_or_error, save_or_show, sent
from fordel.shared.pages.steps import ask_first


@access(reads_members, target=forum_from_url)
def members(request: PageRequest[OfficeForum], office: str) -> HttpResponse:
    forum = request.target
    listed = seats(forum.office_id)
    may_keep = keeps_members(request.actor, forum).allowed
    is_member = request.actor.role == "forum_member"
    context: dict[str, Any] = {
        "office": forum.office,
        "rounds": forum.rounds,
        "seats": listed,
        "balance": balance_of(listed, forum) if may_keep else [],
        "may_keep": may_keep,
        "table": seat_table(listed, office, is_member=is_member, may_keep=may_keep),
    }
    return render(request, "forum/seats/members.html", context)


@access(keeps_members, target=forum_from_url)
def add(request: PageRequest[OfficeForum], office: str) -> HttpResponse:
    forum = request.target
    form = _form(request, forum, {"starts_on": today()})

    def save() -> HttpResponse:
        seat = add_seat(forum.office, form.seat(), request.actor.person_or_refuse)
        messages.success(request, _("%(label)s has a seat in the forum.") % {"label": seat.label})
        return redirect("forum_people:members", office=office)

    return save_or_show(request, form, save, lambda: _page(request, forum, form))


@access(keeps_members, target=seat_from_url)
def change(request: PageRequest[ForumMember], office: str, seat_id: int) -> HttpResponse:
    seat, forum = request.target, forum_from_url(office)
    form = _form(request, forum, written_of(seat))

    def save() -> HttpResponse:
        change_seat(seat.pk, form.seat(), request.actor.person_or_refuse)
        messages.success(request, _("The seat is changed."))
        return redirect("forum_people:members", office=office)

    return save_or_show(request, form, save, lambda: _page(request, forum, form, seat))


def _form(request: HttpRequest, forum: OfficeForum, initial: dict[str, Any]) -> SeatForm:
    groups = [(group.code, group.name) for group in forum.groups]
    organisations = [(str(pk), name) for pk, name in organisations_for(forum.office_id)]
    return SeatForm(sent(request), groups, organisations, initial)


def _page(request: HttpRequest, forum: OfficeForum, form: SeatForm, seat: ForumMember | None = None) -> HttpResponse:
    return render_or_error(request, "forum/seats/seat.html", {"office": forum.office, "seat": seat, "form": form}, form)


@access(keeps_members, target=seat_from_url)
def end(request: PageRequest[ForumMember], office: str, seat_id: int) -> HttpResponse:
    """Ends the term today; its people no longer act for the forum."""
    seat, person = request.target, request.actor.person_or_refuse

    def carry_out() -> HttpResponse:
        ended = end_seat(seat_id, person)
        messages.success(request, _("The term of %(label)s is ended.") % {"label": ended.label})
        return redirect("forum_people:members", office=office)

    return ask_first(request, end_seat_step(seat), carry_out)
