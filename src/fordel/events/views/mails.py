"""Mail to participants: written, looked at with those whom it reaches, sent, and kept."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from fordel.events.forms import MailForm, mail_values
from fordel.events.models import Event, EventMail
from fordel.events.permissions import reads_event_work, runs_events
from fordel.events.presentation.addresses import event_address
from fordel.events.presentation.mails import filter_words, mail_address, reader_words, send_step
from fordel.events.selectors.events import event_from_url
from fordel.events.selectors.mails import mail_from_url, reached_by, readers_of
from fordel.events.services.mails import change_mail, remove_mail, send_mail, write_mail
from fordel.parties.selectors.organisations import organisations_of
from fordel.shared.access import PageRequest, access
from fordel.shared.errors import UserError
from fordel.shared.pages.answers import render_or_error, save_or_show, sent
from fordel.shared.pages.forms import PageForm
from fordel.shared.pages.steps import ask_first


def _organisations(event: Event) -> list[tuple[str, str]]:
    return [(str(each.pk), each.name) for each in organisations_of(event.office)]


def _page(request: PageRequest[Any], event: Event, form: PageForm, title: str, save: Any) -> HttpResponse:
    context = {"office": event.office, "event": event, "form": form, "title": title, "button": _("Continue")}
    return save_or_show(request, form, save, lambda: render_or_error(request, "events/form.html", context, form))


@access(runs_events, target=event_from_url)
def new_mail(request: PageRequest[Event], office: str, event_id: int) -> HttpResponse:
    """What to write, and to whom."""
    event = request.target
    form = MailForm(_organisations(event), event, sent(request), initial={"states": ["seated"]})

    def save() -> HttpResponse:
        mail = write_mail(event, form.facts(), request.actor.person_or_refuse)
        return HttpResponseRedirect(mail_address("mail", mail))

    return _page(request, event, form, _("Mail to participants"), save)


@access(runs_events, target=mail_from_url)
def edit_mail(request: PageRequest[EventMail], office: str, event_id: int, mail_id: int) -> HttpResponse:
    """The same of a draft."""
    mail = request.target
    form = MailForm(_organisations(mail.event), mail.event, sent(request), initial=mail_values(mail))

    def save() -> HttpResponse:
        change_mail(mail_id, form.facts(), request.actor.person_or_refuse)
        return HttpResponseRedirect(mail_address("mail", mail))

    return _page(request, mail.event, form, _("Change the mail"), save)


@access(reads_event_work, target=mail_from_url)
def mail_page(request: PageRequest[EventMail], office: str, event_id: int, mail_id: int) -> HttpResponse:
    """The text, and who gets it; once it is sent, who got it."""
    mail = request.target
    return render(request, "events/mail.html", _shown(request, mail))


def _shown(request: PageRequest[EventMail], mail: EventMail) -> dict[str, Any]:
    readers = list(reached_by(mail)) if mail.sent_at else readers_of(mail)
    return {
        "office": mail.event.office,
        "event": mail.event,
        "mail": mail,
        "to": filter_words(mail),
        "readers": [reader_words(each) for each in readers],
        "runs": runs_events(request.actor, mail.event).allowed and mail.sent_at is None,
        "send": mail_address("send-mail", mail),
        "edit": mail_address("edit-mail", mail),
        "remove": mail_address("remove-mail", mail),
    }


@access(runs_events, target=mail_from_url)
def send(request: PageRequest[EventMail], office: str, event_id: int, mail_id: int) -> HttpResponse:
    """Asks, naming everybody, and sends."""
    mail = request.target

    def carry_out() -> HttpResponse:
        count = send_mail(mail_id, request.actor.person_or_refuse)
        said = ngettext("The mail is sent to %(count)s person.", "The mail is sent to %(count)s people.", count)
        messages.success(request, said % {"count": count})
        return HttpResponseRedirect(mail_address("mail", mail))

    return ask_first(request, send_step(mail, readers_of(mail)), carry_out)


@require_POST
@access(runs_events, target=mail_from_url)
def remove(request: PageRequest[EventMail], office: str, event_id: int, mail_id: int) -> HttpResponse:
    """A draft less."""
    mail = request.target
    try:
        remove_mail(mail_id)
    except UserError as error:
        return render_or_error(request, "events/mail.html", _shown(request, mail) | {"error": error}, error)
    messages.success(request, _("The draft of the mail is deleted."))
    return HttpResponseRedirect(event_address("work", mail.event))
