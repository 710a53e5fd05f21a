"""A participant's own page, which their own link opens: the place, what they need, and cancelling."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fordel.events.documents.calendar import when_text, where_text
from fordel.events.documents.ticket import qr_name, ticket_pdf
from fordel.events.forms import NeedsForm
from fordel.events.models import ACTIVE_STATES, EventState, Participant, PlaceState
from fordel.events.presentation.registering import cancel_place_step, has_ticket, place_page_path
from fordel.events.selectors.certificates import certificate_of, certificate_path
from fordel.events.selectors.registrations import place_from_url
from fordel.events.selectors.tickets import ticket_code, ticket_text
from fordel.events.services.moving import confirm_place
from fordel.events.services.own_place import accept_place, cancel_place, tell_needs
from fordel.shared.access import PageRequest, access, anyone
from fordel.shared.clock import now
from fordel.shared.errors import UserError
from fordel.shared.pages.answers import render_or_error, save_or_show, sent
from fordel.shared.pages.forms import PageForm
from fordel.shared.pages.steps import ask_first, carrying_out
from fordel.shared.qr import qr_drawing


@access(anyone, target=place_from_url)
def place_page(request: PageRequest[Participant], office: str, place: str) -> HttpResponse:
    """What they have; saving tells of their needs."""
    participant = request.target
    form = NeedsForm(participant, sent(request))

    def save() -> HttpResponse:
        tell_needs(participant.pk, form.cleaned_data.get("access", ""), form.cleaned_data.get("food", ""))
        messages.success(request, _("It is saved."))
        return HttpResponseRedirect(place_page_path("place", participant))

    return save_or_show(request, form, save, lambda: _page(request, form))


def _page(request: PageRequest[Participant], form: PageForm, error: UserError | None = None) -> HttpResponse:
    participant = request.target
    event = participant.event
    is_active = participant.state in ACTIVE_STATES and event.state != EventState.CANCELLED
    may_change = is_active and now() < event.starts_at
    context = {
        "participant": participant,
        "event": event,
        "series": event.series,
        "office": event.office,
        "when": when_text(event),
        "where": where_text(event),
        "form": form,
        "error": error,
        "may_change": may_change,
        "is_seated": participant.state == PlaceState.SEATED,
        "asks_again": participant.confirm_by is not None and may_change,
        "confirm": place_page_path("confirm-place", participant),
        "is_offered": participant.state == PlaceState.OFFERED and may_change,
        "is_cancelled": event.state == EventState.CANCELLED,
        "asks": may_change and bool(form.fields),
        "accept": place_page_path("accept", participant),
        "leave": place_page_path("cancel-place", participant),
        "has_ticket": has_ticket(participant),
        "certificate": certificate_path(participant) if certificate_of(participant, now()) else "",
    }
    if context["has_ticket"]:
        code = ticket_code(participant)
        drawing = qr_drawing(ticket_text(participant), qr_name(code))
        context |= {"code": code, "qr": drawing, "ticket": place_page_path("ticket", participant)}
    return render_or_error(request, "events/place.html", context, error or form)


@access(anyone, target=place_from_url)
def ticket(request: PageRequest[Participant], office: str, place: str) -> HttpResponse:
    """The ticket on paper. Raises Http404 for a place that has none."""
    if not has_ticket(request.target):
        raise Http404
    answer = HttpResponse(ticket_pdf(request.target), content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="billett.pdf"'
    return answer


@require_POST
@access(anyone, target=place_from_url)
def accept(request: PageRequest[Participant], office: str, place: str) -> HttpResponse:
    """Takes the offered place."""
    participant = request.target
    try:
        accept_place(participant.pk)
    except UserError as error:
        return _page(request, NeedsForm(participant, None), error)
    messages.success(request, _("The place is yours. We have sent you an e-mail."))
    return HttpResponseRedirect(place_page_path("place", participant))


@require_POST
@access(anyone, target=place_from_url)
def confirm(request: PageRequest[Participant], office: str, place: str) -> HttpResponse:
    """Says that they come, also on the new day."""
    participant = request.target
    try:
        confirm_place(participant.pk)
    except UserError as error:
        return _page(request, NeedsForm(participant, None), error)
    messages.success(request, _("Thank you. We have noted that you come."))
    return HttpResponseRedirect(place_page_path("place", participant))


@access(anyone, target=place_from_url)
def leave(request: PageRequest[Participant], office: str, place: str) -> HttpResponse:
    """Asks, and cancels."""
    participant = request.target
    address = place_page_path("place", participant)
    done = _("You are not registered any more.")
    carry_out = carrying_out(request, lambda: cancel_place(participant.pk), done, address)
    return ask_first(request, cancel_place_step(participant), carry_out)
