"""An owner asks the office for a later deadline."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from fordel.notices.recipient import to_office
from fordel.notices.services.notify import notify
from fordel.parties.models import Organisation, Person
from fordel.programme.models import Round
from fordel.reports.casework.notices.deadline import LaterDeadlineAsked
from fordel.reports.models import ExtensionRequest
from fordel.shared.audit import record
from fordel.shared.clock import now
from fordel.shared.errors import UserError
from fordel.writing.services.threads import checked_text


@transaction.atomic
def ask_extension(round_: Round, owner: Organisation, text: str, person: Person) -> ExtensionRequest:
    """The request; the office's case officers get mail. Raises UserError when nothing is written, or a request waits
    for its answer already."""
    text = checked_text(text, "reason")
    Organisation.objects.select_for_update(of=("self",), no_key=True).get(pk=owner.pk)
    if ExtensionRequest.objects.filter(round=round_, owner=owner, answered_at__isnull=True).exists():
        raise UserError(
            _("You have asked already, and the county governor has not answered yet."), _("The answer comes by e-mail.")
        )
    made = ExtensionRequest.objects.create(round=round_, owner=owner, text=text, asked_at=now(), asked_by=person)
    office = round_.office
    record("needs.extension.asked", actor=person, subject=made, office=office, details={"owner": owner.pk})
    notify(to_office(office), LaterDeadlineAsked(made))
    return made
