"""What an office and an owner write to each other about an outcome report."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from fordel.notices.recipient import to_office, to_organisation, to_person
from fordel.notices.services.notify import notify
from fordel.outcomes.models import OutcomeState
from fordel.outcomes.notices import OfficeAsksOfOutcome, OwnerAnswersOfOutcome
from fordel.outcomes.services.outcome_document import OFFICE_WRITES
from fordel.parties.models import Person
from fordel.shared.audit import record
from fordel.shared.errors import UserError
from fordel.writing.models import DocumentMessage
from fordel.writing.services.threads import checked_text, require_later, write_message


@transaction.atomic
def ask_owner(outcome_id: int, text: str, reply_by: datetime | None, person: Person) -> int:
    """How many people of the owner are notified. With `reply_by` (the first instant too late) it is a question, open
    until it is answered. Raises UserError that names the field."""
    text = checked_text(text, "message")
    require_later(reply_by)
    outcome = OFFICE_WRITES.locked(outcome_id)
    if outcome.state == OutcomeState.CLOSED:
        raise UserError(_("No report is due any more."), _("Nothing was sent."))
    thread = DocumentMessage.objects.filter(document=outcome_id)
    message = DocumentMessage(document_id=outcome_id, text=text)
    write_message(thread, message, person, from_office=True, reply_by=reply_by)
    details = {"is_question": reply_by is not None, "length": len(text)}
    record("outcomes.message.sent", actor=person, subject=outcome, office=outcome.office_id, details=details)
    notice = OfficeAsksOfOutcome(outcome, message)
    return notify(to_organisation(outcome.report.owner, outcome.round.office), notice).count


@transaction.atomic
def answer_office(outcome_id: int, text: str, person: Person) -> DocumentMessage:
    """The message. What the office has asked is answered by it, also after its day. Raises UserError (field
    `answer`)."""
    text = checked_text(text, "answer")
    outcome = OFFICE_WRITES.locked(outcome_id)
    thread = DocumentMessage.objects.filter(document=outcome_id)
    message = DocumentMessage(document_id=outcome_id, text=text)
    write_message(thread, message, person, from_office=False)
    office = outcome.round.office
    details = {"length": len(text)}
    record("outcomes.message.answered", actor=person, subject=outcome, office=office.pk, details=details)
    assigned = to_person(outcome.assigned_to, office) if outcome.assigned_to is not None else []
    notify(assigned or to_office(office), OwnerAnswersOfOutcome(outcome, message))
    return message
