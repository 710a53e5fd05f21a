"""Signs an agreement for one side; with the second signature it is in force."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from fordel.notices.recipient import to_organisation, to_organisations
from fordel.notices.services.notify import notify
from fordel.parties.models import Person
from fordel.partnership.models import Agreement, AgreementState, Partnership, Side, Signature
from fordel.partnership.notices import AgreementInForce, AgreementWaits
from fordel.partnership.selectors.agreement_findings import DAYS
from fordel.partnership.selectors.agreements import standing_of
from fordel.partnership.services.agreement_document import AGREEMENT_DOCUMENT, AgreementFacts, hash_now
from fordel.partnership.services.agreement_rules import AGREEMENTS
from fordel.shared.audit import record
from fordel.shared.clock import now
from fordel.shared.jobs import queue_job
from fordel.shared.lifecycles import advance
from fordel.writing.models import Submission
from fordel.writing.services.send import send_document


@transaction.atomic
def sign_agreement(agreement_id: int, person: Person, seen: str, received_at: datetime) -> Agreement:
    """The agreement, signed by the person for their side. `seen` is the SHA-256 of what they were shown.

    Raises UserError if they may not sign, act for both sides, have read something else, or it is too late; and
    IncompleteError if something is missing. Nothing is signed then.
    """
    agreement = AGREEMENT_DOCUMENT.locked(agreement_id)
    facts, standing = AGREEMENT_DOCUMENT.facts(agreement), standing_of(person.pk, agreement.partnership)
    verb = "sign" if agreement.state == AgreementState.DRAFT else "sign_last"
    is_as_read = hash_now(agreement, facts) == seen
    advance(AGREEMENTS, agreement, verb, person, standing=standing, is_as_read=is_as_read)
    submission = send_document(AGREEMENT_DOCUMENT, agreement_id, person, received_at)
    Signature.objects.create(
        agreement=agreement, side=standing.side, person=person, submission=submission, signed_at=received_at
    )
    details = {"side": standing.side, "sha256": submission.sha256}
    record("partnership.agreement.signed", actor=person, subject=agreement, office=agreement.office_id, details=details)
    if agreement.state == AgreementState.IN_FORCE:
        _enter(agreement, facts, submission, standing.side)
    else:
        agreement.save(update_fields=["state"])
        other = Side.PROVIDER if standing.side == Side.OWNER else Side.OWNER
        whom = to_organisation(agreement.partnership.organisation(other), agreement.partnership.office)
        notify(whom, AgreementWaits(agreement, standing.side))
    return agreement


def _enter(agreement: Agreement, facts: AgreementFacts, submission: Submission, side: str) -> None:
    """Both have signed: the one before is replaced, the PDF is written, and both are notified."""
    between = agreement.partnership
    _replace_former(between)
    agreement.first_day, agreement.last_day = DAYS.day_in(facts, "first_day"), DAYS.day_in(facts, "last_day")
    agreement.in_force_at = now()
    agreement.save(update_fields=["state", "first_day", "last_day", "in_force_at"])
    record("partnership.agreement.in_force", actor=None, subject=agreement, office=between.office_id)
    queue_job("partnership.write_agreement", submission_id=submission.pk)
    notify(to_organisations([between.owner, between.provider], between.office), AgreementInForce(agreement, side))


def _replace_former(between: Partnership) -> None:
    rows = Agreement.objects.select_for_update(of=("self",), no_key=True).select_related("partnership")
    for former in rows.filter(partnership=between, state=AgreementState.IN_FORCE):
        advance(AGREEMENTS, former, "replace", None)
        former.save(update_fields=["state"])
        record("partnership.agreement.replaced", actor=None, subject=former, office=between.office_id)
