"""Mail to participants: written as a draft, sent once to whoever the page has named."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from fordel.events.models import PUBLIC_STATES, Audience, Event, EventMail, PlaceState, Presence
from fordel.events.notices import OfficeMail
from fordel.events.selectors.mails import readers_of
from fordel.events.services.event_rules import locked_event
from fordel.events.services.telling import tell
from fordel.parties.models import Person
from fordel.parties.selectors.organisations import chosen_organisation
from fordel.shared.audit import record
from fordel.shared.clock import now
from fordel.shared.errors import UserError
from fordel.shared.fields import require_fits

LONGEST: Final = {"subject_nb": 120, "subject_nn": 120, "text_nb": 8000, "text_nn": 8000}


@dataclass(frozen=True)
class MailFacts:
    """What is written, and to whom: see `EventMail`."""

    subject_nb: str
    text_nb: str
    subject_nn: str = ""
    text_nn: str = ""
    states: tuple[str, ...] = (PlaceState.SEATED.value,)
    organisation_id: int = 0
    audience: str = ""
    is_unanswered: bool = False
    presence: str = ""


@transaction.atomic
def write_mail(event: Event, facts: MailFacts, by: Person) -> EventMail:
    """A draft. Raises UserError that names the field."""
    if event.state not in PUBLIC_STATES:
        raise UserError(_("This event is not published yet."), _("Nobody has registered."))
    mail = _filled(EventMail(event=event, written_at=now(), written_by=by), facts)
    mail.save()
    return mail


@transaction.atomic
def change_mail(mail_id: int, facts: MailFacts, by: Person) -> EventMail:
    """Raises UserError that names the field, or if the mail is sent."""
    mail = _held(mail_id)
    mail.written_by, mail.written_at = by, now()
    _filled(mail, facts).save()
    return mail


@transaction.atomic
def remove_mail(mail_id: int) -> None:
    """A draft is gone; one that is gone already stays so. Raises UserError if it is sent."""
    if EventMail.objects.filter(pk=mail_id).exists():
        _held(mail_id).delete()


@transaction.atomic
def send_mail(mail_id: int, by: Person) -> int:
    """Sends it to everybody whom the filter names now, one mail each, and returns how many. Raises UserError if it is
    sent already, or if there is nobody."""
    event = locked_event(EventMail.objects.values_list("event", flat=True).get(pk=mail_id))
    mail = _held(mail_id)
    readers = readers_of(mail)
    if not readers:
        raise UserError(_("Nobody is chosen by this filter."), _("Choose others first."))
    mail.sent_at, mail.written_by = now(), by
    mail.save(update_fields=["sent_at", "written_by"])
    mail.reached.set(readers)
    for participant in readers:
        participant.event = event
        tell(participant, OfficeMail(participant, mail))
    details = {"count": len(readers)}
    record("events.event.mailed", actor=by, subject=event, office=event.office_id, details=details)
    return len(readers)


def _held(mail_id: int) -> EventMail:
    mail = EventMail.objects.select_for_update(of=("self",)).select_related("event__office").get(pk=mail_id)
    if mail.sent_at is not None:
        raise UserError(_("The mail is sent already."), _("Write a new one."))
    return mail


def _filled(mail: EventMail, facts: MailFacts) -> EventMail:
    """Raises UserError that names the field."""
    for name, most in LONGEST.items():
        text = getattr(facts, name).strip()
        require_fits(text, most, name)
        setattr(mail, name, text)
    _require_whole(mail)
    if not facts.states or not set(PlaceState.values).issuperset(facts.states):
        raise UserError(_("It is not said who is to get it."), _("Choose at least one."), "states")
    chosen_organisation(mail.event.office, facts.organisation_id)
    if facts.audience and facts.audience not in Audience.values:
        raise UserError(_("The audience is not known."), _("Choose among those on the list."), "audience")
    if facts.presence and facts.presence not in Presence.values:
        raise UserError(_("This choice is not known."), _("Choose among those on the list."), "presence")
    mail.states, mail.organisation_id = list(facts.states), facts.organisation_id or None
    mail.audience, mail.is_unanswered, mail.presence = facts.audience, facts.is_unanswered, facts.presence
    return mail


def _require_whole(mail: EventMail) -> None:
    if not mail.subject_nb:
        raise UserError(_("The subject is missing."), _("Write it."), "subject_nb")
    if not mail.text_nb:
        raise UserError(_("The text is missing."), _("Write it."), "text_nb")
    if bool(mail.subject_nn) != bool(mail.text_nn):
        missing = "text_nn" if mail.subject_nn else "subject_nn"
        message = _("The mail in nynorsk has a subject or a text, but not both.")
        raise UserError(message, _("Write what is missing, or leave both empty."), missing)
