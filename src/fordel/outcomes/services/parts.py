"""What those who answer a part of an outcome report do with it: they confirm what it says."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from fordel.core.outcomes.findings import findings_of_party
from fordel.outcomes.models import OutcomeReport
from fordel.outcomes.selectors.openings import why_party_closed
from fordel.outcomes.selectors.outcomes import facts_of, party_of
from fordel.outcomes.services.keep_figures import keep_part
from fordel.outcomes.services.outcome_document import OutcomeDocument
from fordel.parties.models import Person
from fordel.shared.audit import record
from fordel.shared.clock import now
from fordel.shared.errors import UserError
from fordel.writing.services.save_fields import ClosedError
from fordel.writing.services.send import IncompleteError


@transaction.atomic
def confirm_part(outcome_id: int, organisation_id: int, person: Person, received_at: datetime) -> OutcomeReport:
    """The report, with the part of the organisation confirmed as it is written now. Confirming it again changes
    nothing. Raises ClosedError if no answer counts any more, IncompleteError if something is missing, and UserError for
    an organisation that answers no part."""
    outcome = OutcomeDocument(organisation_id).locked(outcome_id)
    row = party_of(outcome, organisation_id)
    facts = facts_of(outcome)
    party = facts.party(organisation_id)
    if row is None or party is None:
        raise UserError(_("You have no part of your own in this report."), _("Nothing was changed."))
    why = why_party_closed(outcome, received_at)
    if why is not None:
        raise ClosedError(*why)
    stopping = [finding for finding in findings_of_party(facts, party) if finding.stops_sending]
    if stopping:
        raise IncompleteError(stopping)
    if row.confirmed_at is not None:
        return outcome
    row.confirmed_at, row.confirmed_by = now(), person
    row.save(update_fields=["confirmed_at", "confirmed_by"])
    keep_part(outcome, facts, party, row)
    details = {"organisation": organisation_id}
    record("outcomes.part.confirmed", actor=person, subject=outcome, office=outcome.office_id, details=details)
    return outcome
