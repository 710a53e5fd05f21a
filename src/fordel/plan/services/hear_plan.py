"""A plan is put to a hearing, and is revised afterwards. Who is asked and what they say is the hearing's."""

from __future__ import annotations

from django.db import transaction

from fordel.core.lifecycle import PLAN
from fordel.parties.models import Person
from fordel.plan.models import Plan
from fordel.plan.services.document import PLAN_KIND, locked_plan
from fordel.plan.services.plans import PLANS
from fordel.shared.audit import record
from fordel.shared.clock import now
from fordel.shared.lifecycles import advance
from fordel.writing.models import Submission
from fordel.writing.services.send import send_document


@transaction.atomic
def put_to_hearing(plan: Plan, by: Person) -> Submission:
    """The version that is heard, kept as it is now. The text and the themes are locked until the hearing closes.

    Raises UserError, and IncompleteError if a chapter is not written."""
    found = locked_plan(plan.pk)
    advance(PLANS, found, "open_hearing", by)
    version = send_document(PLAN_KIND, found.pk, by, now())
    found.save(update_fields=["state"])
    details = {"sha256": version.sha256}
    record("plan.plan.in_hearing", actor=by, subject=found, office=found.office_id, details=details)
    return version


@transaction.atomic
def revise_after_hearing(plan_id: int) -> Plan:
    """The plan, which can be written in again. Once it is no longer in hearing, nothing is changed."""
    found = locked_plan(plan_id)
    if PLAN.allows(found.state, "close_hearing"):
        advance(PLANS, found, "close_hearing", None)
        found.save(update_fields=["state"])
        record("plan.plan.revised", actor=None, subject=found, office=found.office_id, details={})
    return found
