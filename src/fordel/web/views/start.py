"""The first page after sign-in, for each role."""

from __future__ import annotations

from typing import Any, Unpack

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from fordel.parties.actors import Actor
from fordel.parties.models import Role
from fordel.parties.permissions import is_auditor, is_forum_member, works_at_office
from fordel.parties.plugs.start_notes import start_notes_of
from fordel.parties.plugs.tasks import OwnVisit, own_tasks_of
from fordel.programme.models import Round
from fordel.programme.plugs.start_page import Visit, cards_of, coming_days, key_figures_of, lead_of, notes_of, tasks_of
from fordel.programme.selectors.start_round import round_with_counts
from fordel.programme.where import RoundKeys
from fordel.reports.drafting.selectors.own_list import own_reports
from fordel.reports.menu import counts_in, has_read
from fordel.reports.partners.selectors.answers import own_requests
from fordel.reports.plugs.member_view import member_view, no_seat_words
from fordel.shared.access import PageRequest, access, anyone
from fordel.shared.clock import now, today
from fordel.shared.dates import days_away
from fordel.web.presentation.national import national_page
from fordel.web.presentation.year_wheel import phases_of, year_wheel
from fordel.web.selectors import start
from fordel.web.selectors.public import offices_in_use
from fordel.web.selectors.years import years_of_actor


@access(anyone)
def home(request: PageRequest[None]) -> HttpResponse:
    """Sends each role to its own start page; a visitor gets the public one."""
    actor = request.actor
    years = years_of_actor(actor)
    if years:
        return redirect("start", **years[0].where)
    context = (national_page(actor) if actor.is_in(Role.NATIONAL_READER, Role.AUDITOR) else _organisation(request)) | {
        "notes": start_notes_of(actor) if actor.is_authenticated else [],
        "open_offices": [] if actor.is_authenticated else offices_in_use(),
        "may_open_year": actor.role == Role.CASE_OFFICER,
    }
    return render(request, "web/home.html", context)


def _organisation(request: PageRequest[None]) -> dict[str, Any]:
    """What whoever acts for an organisation has to do, and its numbers."""
    if request.actor.organisation_id is None:
        return {}
    visit = OwnVisit(request.actor, request.received_at)
    visit.knows(own_requests, counts_in(request))
    tasks = own_tasks_of(visit)
    has_read(request, visit.asked(own_reports))
    return {"organisation": start.organisation_numbers(visit, tasks), "tasks": tasks}


@access(works_at_office | is_auditor | is_forum_member, target=round_with_counts)
def office_start(request: PageRequest[Round], **keys: Unpack[RoundKeys]) -> HttpResponse:
    """Key figures, what to do now, and where we are in the year."""
    round_ = request.target
    actor = request.actor
    visit = Visit(actor, round_)
    coming, phases = coming_days(visit), phases_of(visit)
    next_line = _("Next up") if coming else ""
    no_seat = no_seat_words(member_view(actor))
    acts = actor.is_in(Role.CASE_OFFICER, Role.APPROVER) or (actor.role == Role.FORUM_MEMBER and not no_seat)
    context = {
        "round": round_,
        "greeting": start.greeting(_first_name(actor), now()),
        "today": today(),
        "no_seat": no_seat,
        "lead": lead_of(visit),
        "keys": key_figures_of(visit),
        "tasks": tasks_of(visit),
        "shows_tasks": acts,
        "cards": cards_of(visit),
        "notes": notes_of(visit),
        "news_url": reverse("news:news", kwargs={"office": round_.office.slug}),
        "phases": phases,
        "wheel": year_wheel(phases, today(), next_line, days_away(coming[0].day) if coming else ""),
        "coming": coming,
        "status_url": reverse("insight:status", kwargs={**round_.where}),
    }
    return render(request, "web/start.html", context)


def _first_name(actor: Actor) -> str:
    """The first name; the whole name in the demo, where people are called by their role."""
    if actor.person is None:
        return ""
    name = actor.person.name
    return name if settings.FORDEL_DEMO else next(iter(name.split()), "")
