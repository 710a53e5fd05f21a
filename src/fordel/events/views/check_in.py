"""Check-in at the door: the list on a phone or any page, what phones send, and its end."""

from __future__ import annotations

import json
from pathlib import Path

from django.conf import settings
from django.contrib import messages
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fordel.events.documents.calendar import when_text
from fordel.events.forms import WalkInForm
from fordel.events.models import Event, Participant
from fordel.events.permissions import runs_events
from fordel.events.presentation.addresses import event_address
from fordel.events.presentation.door import close_door_step, door_page, names_leave_words, phone_answer, sentence
from fordel.events.selectors.events import event_from_url
from fordel.events.services.check_in import BACK, IN, NEW, Act, Door, check_in, phone_number
from fordel.events.services.close_door import close_door
from fordel.events.services.door_rules import require_check_in, takes_check_in
from fordel.events.services.walk_in import read_walk_in
from fordel.events.views.door_reading import door_message
from fordel.parties.selectors.organisations import organisations_of
from fordel.shared.access import PageRequest, access
from fordel.shared.clock import now
from fordel.shared.errors import UserError
from fordel.shared.fields import id_from_form
from fordel.shared.json_body import json_object
from fordel.shared.pages.answers import is_pressed, pressed, render_or_error, save_or_show, sent
from fordel.shared.pages.steps import ask_first, carrying_out


def _form(request: PageRequest[Event]) -> WalkInForm:
    choices = [(str(each.pk), each.name) for each in organisations_of(request.target.office)]
    return WalkInForm(choices, sent(request) if is_pressed(request, "new") else None)


@access(runs_events, target=event_from_url)
def door(request: PageRequest[Event], office: str, event_id: int) -> HttpResponse:
    """Who is expected and who has come; sending lets in somebody who has not registered."""
    event, form = request.target, _form(request)

    def save() -> HttpResponse:
        new = read_walk_in(event, form.asked())
        answer = check_in(event_id, [Act(NEW, new=new)], Door(request.actor.person_or_refuse))[0]
        messages.success(request, sentence(answer, new.name))
        return HttpResponseRedirect(event_address("door", event))

    return save_or_show(request, form, save, lambda: _page(request, form))


def _page(request: PageRequest[Event], form: WalkInForm, error: UserError | None = None) -> HttpResponse:
    event, instant, words = request.target, now(), request.GET.get("q", "")[:100]
    takes = takes_check_in(event, instant)
    page = door_page(event, instant, words) if takes else None
    context = {
        "event": event,
        "series": event.series,
        "office": event.office,
        "when": when_text(event),
        "page": page,
        "data": json.dumps(page.data | {"person": request.actor.person_or_refuse.pk}) if page and page.data else "",
        "words": words,
        "form": form,
        "error": error or _why_not(event),
        "leaves": names_leave_words(event),
    }
    return render_or_error(request, "events/door.html", context, error or (form if form.is_bound else None))


def _why_not(event: Event) -> UserError | None:
    try:
        require_check_in(event, now())
    except UserError as error:
        return error
    return None


@require_POST
@access(runs_events, target=event_from_url)
def mark(request: PageRequest[Event], office: str, event_id: int) -> HttpResponse:
    """Somebody on the list is there, or is not after all: the buttons of the page without script."""
    event = request.target
    kind = BACK if is_pressed(request, "back") else IN
    number = id_from_form(pressed(request, kind))
    found = Participant.objects.filter(event=event, number=number).first()
    try:
        answer = check_in(event_id, [Act(kind, number=number)], Door(request.actor.person_or_refuse))[0]
    except UserError as error:
        return _page(request, _form(request), error)
    is_well = answer["result"] in ("present", "back")
    (messages.success if is_well else messages.warning)(request, sentence(answer, found.name if found else ""))
    return HttpResponseRedirect(event_address("door", event))


@require_POST
@access(runs_events, target=event_from_url)
def send(request: PageRequest[Event], office: str, event_id: int) -> JsonResponse:
    """`{phone, version, acts: [{key, kind, ago, loaded, number, ticket, name, email, organisation}]}` -> `{phone,
    answers: {key: answer}, open, …the list}`. An act that is sent again is answered as the first time.

    409 with `error` means that nothing was noted, 200 without `open` that the phone may not hold the names any more.
    """
    event, person = request.target, request.actor.person_or_refuse
    try:
        message = door_message(event, json_object(request), request.received_at)
        answers = check_in(event_id, message.acts, Door(person, message.phone)) if message.acts else []
        phone = phone_number(event_id, message.phone)
    except UserError as error:
        return JsonResponse({"error": str(error), "open": takes_check_in(event, now())}, status=409)
    by_key = {str(act.key): answer for act, answer in zip(message.acts, answers, strict=True)}
    return JsonResponse({"phone": phone, "answers": by_key, **phone_answer(event, now(), message.version)})


@access(runs_events, target=event_from_url)
def worker(request: PageRequest[Event], office: str, event_id: int) -> HttpResponse:
    """The script that lets the page of this event open without a network, and no other page."""
    built = staticfiles_storage.url("js/check_in_worker.js").removeprefix(settings.STATIC_URL)
    content = (Path(settings.STATIC_ROOT) / built).read_bytes()
    return HttpResponse(content, content_type="text/javascript", headers={"Cache-Control": "no-cache"})


@access(runs_events, target=event_from_url)
def close(request: PageRequest[Event], office: str, event_id: int) -> HttpResponse:
    """Asks, and ends check-in."""
    event, person = request.target, request.actor.person_or_refuse
    done = _("Check-in is ended. The phones at the door lose the names.")
    carry_out = carrying_out(request, lambda: close_door(event.pk, person), done, event_address("door", event))
    return ask_first(request, close_door_step(event, _why_not(event)), carry_out)
