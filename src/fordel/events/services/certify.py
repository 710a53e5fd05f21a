"""Sends the certificates to those who were there, each once."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from fordel.events.models import Event
from fordel.events.notices import CertificateReady
from fordel.events.selectors.certificates import certified, is_over
from fordel.events.services.event_rules import locked_event
from fordel.events.services.telling import tell
from fordel.parties.models import Person
from fordel.shared.audit import record
from fordel.shared.clock import now
from fordel.shared.errors import UserError


def require_over(event: Event) -> None:
    """Raises UserError before the event is over, and for one that was not held."""
    if not is_over(event, now()):
        raise UserError(_("The event is not over yet."), _("Nothing was changed."))


@transaction.atomic
def send_certificates(event_id: int, by: Person) -> int:
    """How many have got an e-mail now: those who have an address and had not got one. Raises UserError."""
    event = locked_event(event_id)
    require_over(event)
    waiting = [each for each in certified(event).filter(certificate_sent_at=None) if each.participant.email]
    for attendance in waiting:
        attendance.participant.event = event
        tell(attendance.participant, CertificateReady(attendance.participant))
        attendance.certificate_sent_at = now()
        attendance.save(update_fields=["certificate_sent_at"])
    if waiting:
        details = {"count": len(waiting)}
        record("events.event.certified", actor=by, subject=event, office=event.office_id, details=details)
    return len(waiting)
