"""What the office does with outcome reports: returns, approves, extends, registers and assigns them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from fordel.notices.recipient import to_organisation, to_organisations
from fordel.notices.services.notify import notify
from fordel.outcomes.events import OutcomeApproved, UnusedReported
from fordel.outcomes.models import OutcomeReport, OutcomeState
from fordel.outcomes.notices import OutcomeExtended, OutcomeIsApproved, OutcomeReturned
from fordel.outcomes.services.outcome_document import OFFICE_WRITES
from fordel.outcomes.services.outcome_rules import OUTCOMES
from fordel.parties.models import Person
from fordel.programme.models import Round
from fordel.reports.casework.selectors.saved_views import officers_of
from fordel.shared.audit import Event, record, record_many
from fordel.shared.clock import now
from fordel.shared.errors import UserError
from fordel.shared.events import emit
from fordel.shared.lifecycles import advance
from fordel.writing.models import DocumentMessage
from fordel.writing.services.threads import checked_text

LONGEST_ANSWER = 1000


@transaction.atomic
def return_report(outcome_id: int, reason: str, reply_by: datetime | None, person: Person) -> OutcomeReport:
    """The report, which its owner corrects and sends again before `reply_by`, the first instant too late. Raises
    UserError that names the field."""
    reason = checked_text(reason, "reason")
    outcome = OFFICE_WRITES.locked(outcome_id)
    advance(OUTCOMES, outcome, "return", person, reason=reason, reply_by=reply_by)
    outcome.returned_because, outcome.reply_by = reason, reply_by
    outcome.save(update_fields=["state", "returned_because", "reply_by"])
    details = {"until": reply_by.isoformat() if reply_by else None, "length": len(reason)}
    record("outcomes.report.returned", actor=person, subject=outcome, office=outcome.office_id, details=details)
    notify(to_organisation(outcome.report.owner, outcome.round.office), OutcomeReturned(outcome))
    return outcome


@transaction.atomic
def approve_report(outcome_id: int, answer: str, person: Person) -> OutcomeReport:
    """The approved report, with a short answer to the owner. Open questions are closed with it. Raises UserError that
    names the field, and for whoever wrote or registered it."""
    answer = checked_text(answer, "answer")
    if len(answer) > LONGEST_ANSWER:
        message = _("The answer has %(count)s characters; %(most)s is the most.")
        raise UserError(message % {"count": len(answer), "most": LONGEST_ANSWER}, _("Shorten it."), "answer")
    outcome = OFFICE_WRITES.locked(outcome_id)
    advance(OUTCOMES, outcome, "approve", person)
    outcome.approved_at, outcome.approved_by, outcome.answer = now(), person, answer
    outcome.save(update_fields=["state", "approved_at", "approved_by", "answer"])
    DocumentMessage.objects.filter(document=outcome_id, answered_at__isnull=True).update(answered_at=now())
    details = {"used": outcome.used, "unused": outcome.unused}
    record("outcomes.report.approved", actor=person, subject=outcome, office=outcome.office_id, details=details)
    emit(OutcomeApproved(outcome.pk))
    if outcome.unused:
        emit(UnusedReported(outcome.pk, outcome.unused, outcome.wish))
    heard = [outcome.report.owner, *(each.organisation for each in outcome.parties.all())]
    notify(to_organisations(heard, outcome.round.office), OutcomeIsApproved(outcome))
    return outcome


@transaction.atomic
def approve_reports(outcome_ids: Iterable[int], answer: str, person: Person) -> int:
    """How many reports were approved, each with the same answer: all of them, or none. Raises what `approve_report`
    raises."""
    return len([approve_report(outcome_id, answer, person) for outcome_id in sorted(outcome_ids)])


@transaction.atomic
def extend_report(outcome_id: int, until: datetime | None, person: Person) -> OutcomeReport:
    """The report with a later deadline; a returned one has as long to answer. Raises UserError that names the field."""
    outcome = OFFICE_WRITES.locked(outcome_id)
    advance(OUTCOMES, outcome, "extend", person, until=until)
    outcome.extended_to = until
    if outcome.state == OutcomeState.RETURNED:
        outcome.reply_by = until
    outcome.save(update_fields=["extended_to", "reply_by"])
    details = {"until": until.isoformat() if until else None}
    record("outcomes.report.extended", actor=person, subject=outcome, office=outcome.office_id, details=details)
    notify(to_organisation(outcome.report.owner, outcome.round.office), OutcomeExtended(outcome))
    return outcome


@transaction.atomic
def register_report(outcome_id: int, person: Person) -> OutcomeReport:
    """The report, which the office now writes and sends on behalf of its owner, whatever the deadline; somebody else
    approves it. Raises UserError if it is sent already."""
    outcome = OFFICE_WRITES.locked(outcome_id)
    advance(OUTCOMES, outcome, "register", person)
    outcome.by_office = True
    outcome.save(update_fields=["by_office"])
    record("outcomes.report.registered", actor=person, subject=outcome, office=outcome.office_id)
    return outcome


@transaction.atomic
def assign_reports(round_: Round, outcome_ids: Iterable[int], to: int | None, actor: Person) -> int:
    """How many of the round's reports were assigned; those that are like this already are left out. `to` is a case
    officer of the office, None for nobody. Raises UserError (field `to`) if it is somebody else."""
    if to is not None and to not in {officer.id for officer in officers_of(round_.office_id)}:
        raise UserError(_("Choose a case officer at your office."), "", "to")
    rows = OutcomeReport.objects.filter(round=round_, pk__in=list(outcome_ids)).order_by("pk")
    chosen = [each for each in rows.select_for_update(no_key=True) if each.assigned_to_id != to]
    OutcomeReport.objects.filter(pk__in=[each.pk for each in chosen]).update(assigned_to=to)
    events = [Event("outcomes.report.assigned", each, {"from": each.assigned_to_id, "to": to}) for each in chosen]
    record_many(events, actor=actor, office=round_.office_id)
    return len(chosen)
