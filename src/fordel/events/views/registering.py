"""Registering: who takes part, what it leads to, and the button that sends it."""

from __future__ import annotations

from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fordel.events.documents.calendar import when_text
from fordel.events.forms import CodeForm, RegisterForm
from fordel.events.models import Booking, Event
from fordel.events.permissions import reads_event
from fordel.events.presentation.registering import booking_path, booking_shown, consent_words
from fordel.events.selectors.events import event_from_url
from fordel.events.selectors.registrations import booking_from_url
from fordel.events.services.register import begin_booking, confirm_booking, send_code
from fordel.parties.actors import Actor
from fordel.parties.models import Organisation, Role
from fordel.parties.selectors.actors import actors_of
from fordel.parties.selectors.organisations import organisations_of
from fordel.shared.access import PageRequest, Refused, access, anyone
from fordel.shared.pages.answers import render_or_error, save_or_show, sent
from fordel.shared.pages.forms import PageForm

_BEGUN: Final = "event_bookings"
_MOST_BEGUN: Final = 20
"""What a browser remembers of the registrations it has begun."""


def _own_organisations(actor: Actor) -> list[Organisation]:
    """What somebody who acts for an organisation can register for: that one first, then those of their other roles. Two
    queries, none for anybody else."""
    if not _acts_for_one(actor):
        return []
    acting = [actor, *filter(_acts_for_one, actors_of(actor.person_or_refuse))]
    keys = list(dict.fromkeys(each.organisation_id or 0 for each in acting))
    return sorted(Organisation.objects.filter(pk__in=keys), key=lambda each: keys.index(each.pk))


def _acts_for_one(actor: Actor) -> bool:
    return actor.is_in(Role.OWNER, Role.PARTNER) and actor.organisation_id is not None


def _require_own(request: PageRequest[Booking]) -> Booking:
    """Raises Refused: a link that is sent on to somebody else opens nothing."""
    booking, person = request.target, request.actor.person
    is_own = booking.person_id is not None and person is not None and booking.person_id == person.pk
    if not (is_own or booking.secret in request.session.get(_BEGUN, [])):
        raise Refused(_("This registration is somebody else's. You can register yourself."))
    return booking


def _form(request: PageRequest[Event], own: list[Organisation]) -> RegisterForm:
    """Whoever acts for one organisation is asked for none, and whoever acts for several which of them it is."""
    event = request.target
    offered = own if own else organisations_of(event.office)
    choices = [] if len(own) == 1 else [(str(each.pk), each.name) for each in offered]
    words, first = consent_words(event), str(own[0].pk) if own else ""
    return RegisterForm(
        choices,
        event.series.audience,
        request.actor.person,
        words,
        sent(request),
        request.FILES,
        initial={"organisation": first},
    )


@access(reads_event, target=event_from_url)
def register(request: PageRequest[Event], office: str, event_id: int) -> HttpResponse:
    """Who registers, and whom."""
    event, person, own = request.target, request.actor.person, _own_organisations(request.actor)
    form = _form(request, own)

    def save() -> HttpResponse:
        form.take_file()
        ip, asked = request.META.get("REMOTE_ADDR", ""), form.asked()
        chosen = own[0] if len(own) == 1 else next((each for each in own if each.pk == asked.organisation_id), None)
        booking = begin_booking(event, asked, person, chosen, ip, request.received_at)
        request.session[_BEGUN] = [*request.session.get(_BEGUN, []), booking.secret][-_MOST_BEGUN:]
        return HttpResponseRedirect(booking_path("booking", booking))

    context = {
        "event": event,
        "series": event.series,
        "office": event.office,
        "form": form,
        "when": when_text(event),
        "person": person,
        "organisation": own[0] if len(own) == 1 else None,
        "registers": event.registers(request.received_at),
    }
    return save_or_show(request, form, save, lambda: render_or_error(request, "events/register.html", context, form))


@access(anyone, target=booking_from_url)
def booking_page(request: PageRequest[Booking], office: str, booking: str) -> HttpResponse:
    """What is sent and what it leads to; once it is sent, what became of it."""
    return _page(request, _require_own(request))


def _page(request: HttpRequest, booking: Booking, wrong: PageForm | None = None) -> HttpResponse:
    context = {
        "booking": booking,
        "event": booking.event,
        "series": booking.event.series,
        "office": booking.event.office,
        "when": when_text(booking.event),
        "shown": booking_shown(booking),
        "form": wrong,
        "code_form": wrong or CodeForm(),
        "send": booking_path("send", booking),
        "new_code": booking_path("new-code", booking),
    }
    return render_or_error(request, "events/booking.html", context, wrong)


@require_POST
@access(anyone, target=booking_from_url)
def new_code(request: PageRequest[Booking], office: str, booking: str) -> HttpResponse:
    """Another code to the same address."""
    held, form = _require_own(request), CodeForm(sent(request))

    def save() -> HttpResponse:
        if held.needs_code and held.confirmed_at is None:
            send_code(held, request.META.get("REMOTE_ADDR", ""))
            messages.success(request, _("We have sent a new code to %(email)s.") % {"email": held.email})
        return HttpResponseRedirect(booking_path("booking", held))

    return save_or_show(request, form, save, lambda: _page(request, held, form))


@require_POST
@access(anyone, target=booking_from_url)
def send(request: PageRequest[Booking], office: str, booking: str) -> HttpResponse:
    """Receives the registration, once."""
    held, form = _require_own(request), CodeForm(sent(request))

    def save() -> HttpResponse:
        confirm_booking(held, form.cleaned_data["code"], request.received_at)
        messages.success(request, _("The registration is received. Everybody in it gets an e-mail."))
        return HttpResponseRedirect(booking_path("booking", held))

    return save_or_show(request, form, save, lambda: _page(request, held, form))
