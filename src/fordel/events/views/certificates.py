"""Certificates, badges and the attendance list; and the page that says whether a certificate is genuine."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from fordel.core.events.initials import initials
from fordel.events.documents.calendar import when_text
from fordel.events.documents.certificate import certificates_pdf
from fordel.events.documents.people_on_paper import attendance_pdf, badges_pdf
from fordel.events.models import Event, Participant
from fordel.events.permissions import reads_event_work, runs_events
from fordel.events.presentation.addresses import event_address
from fordel.events.presentation.certificates import send_step
from fordel.events.selectors.certificates import certificate_of, certified
from fordel.events.selectors.door import door_list
from fordel.events.selectors.events import event_from_url
from fordel.events.selectors.registrations import place_from_url
from fordel.events.services.certify import require_over, send_certificates
from fordel.events.services.check_certificate import check_certificate
from fordel.parties.models import Office
from fordel.parties.selectors.organisations import office_from_url
from fordel.parties.services.sign_ins import LockedError
from fordel.parties.sign_in.pages import words_of_wait
from fordel.shared.access import PageRequest, access, anyone
from fordel.shared.clock import now
from fordel.shared.errors import UserError
from fordel.shared.pages.steps import ask_first, carrying_out


def _pdf(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return answer


@access(reads_event_work, target=event_from_url)
def badges(request: PageRequest[Event], office: str, event_id: int) -> HttpResponse:
    """A badge for everybody who is expected or has come."""
    return _pdf(badges_pdf(request.target, door_list(request.target)), f"navneskilt-{event_id}")


@access(reads_event_work, target=event_from_url)
def attendance(request: PageRequest[Event], office: str, event_id: int) -> HttpResponse:
    """Who is expected, and who has come."""
    return _pdf(attendance_pdf(request.target, door_list(request.target)), f"deltakerliste-{event_id}")


@access(reads_event_work, target=event_from_url)
def every_certificate(request: PageRequest[Event], office: str, event_id: int) -> HttpResponse:
    """The certificates of everybody who was there, to print. Raises Http404 before the event is over."""
    event = request.target
    try:
        require_over(event)
    except UserError as error:
        raise Http404 from error
    return _pdf(certificates_pdf(event, list(certified(event))), f"kursbevis-{event_id}")


@access(anyone, target=place_from_url)
def certificate(request: PageRequest[Participant], office: str, place: str) -> HttpResponse:
    """The participant's own. Raises Http404 for somebody who was not there."""
    participant = request.target
    found = certificate_of(participant, now())
    if found is None:
        raise Http404
    return _pdf(certificates_pdf(participant.event, [found]), "kursbevis")


@access(runs_events, target=event_from_url)
def send(request: PageRequest[Event], office: str, event_id: int) -> HttpResponse:
    """Asks, and sends everybody who was there a link to their certificate."""
    event, person = request.target, request.actor.person_or_refuse
    try:
        require_over(event)
        refusal = None
    except UserError as error:
        refusal = error
    done = _("The certificates are sent.")
    carry_out = carrying_out(request, lambda: send_certificates(event_id, person), done, event_address("work", event))
    return ask_first(request, send_step(event, refusal), carry_out)


@require_safe  # a wrong code is counted, so only what asks for the page is answered
@access(anyone, target=office_from_url)
def check(request: PageRequest[Office], office: str, code: str) -> HttpResponse:
    """Which event a certificate is from, when it was, and the initials of whoever has it; nothing of a code that nobody
    has been given, and nothing at all after too many of them."""
    try:
        found = check_certificate(code, request.target, request.META.get("REMOTE_ADDR", ""))
    except LockedError as error:
        context = {"office": request.target, "wait": words_of_wait(error.until)}
        return _unlisted(render(request, "events/certificate.html", context, status=429))
    context = {"office": request.target}
    if found is not None:
        event = found.participant.event
        facts = {"event": event, "when": when_text(event), "initials": initials(found.participant.name)}
        context |= {"found": found, "series": event.series, **facts}
    return _unlisted(render(request, "events/certificate.html", context, status=200 if found else 404))


def _unlisted(answer: HttpResponse) -> HttpResponse:
    answer["X-Robots-Tag"] = "noindex"
    return answer
