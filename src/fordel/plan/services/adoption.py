"""A plan is put before the forum with its text locked, adopted, and brought into force."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from fordel.parties.models import Office, Person
from fordel.plan.models import Plan, PlanScheme
from fordel.plan.selectors.plans import rounds_without_plan
from fordel.plan.services.document import PLAN_KIND, locked_plan
from fordel.plan.services.index_chapters import index_chapters
from fordel.plan.services.pin_plan import pin_plan
from fordel.plan.services.plans import PLANS
from fordel.shared.audit import record
from fordel.shared.clock import now
from fordel.shared.fields import fitting
from fordel.shared.lifecycles import advance
from fordel.writing.models import Submission
from fordel.writing.selectors.submissions import last_submission
from fordel.writing.services.send import send_document


@transaction.atomic
def propose_plan(plan: Plan, by: Person) -> Submission:
    """Lock the text and the themes for the forum to decide on, and return the version that is kept with its hash.
    Raises UserError, and IncompleteError if a chapter is not written."""
    found = locked_plan(plan.pk)
    advance(PLANS, found, "propose", by)
    found.proposed_at = now()
    version = send_document(PLAN_KIND, found.pk, by, found.proposed_at)
    found.save(update_fields=["state", "proposed_at"])
    _log("proposed", found, by, {"sha256": version.sha256})
    return version


@transaction.atomic
def take_plan_back(plan: Plan, by: Person) -> None:
    """Open the text again. The version that the forum was shown is kept."""
    found = locked_plan(plan.pk)
    advance(PLANS, found, "take_back", by)
    found.save(update_fields=["state"])
    _log("taken_back", found, by, {})


@transaction.atomic
def adopt_plan(plan_id: int, adopted_on: date | None, adopted_by: str, by: Person) -> Submission:
    """Note that the forum adopted the version that was put before it, which is returned. Called by the module that
    knows in which meeting. Raises UserError."""
    found = locked_plan(plan_id)
    advance(PLANS, found, "adopt", by, adopted_on=adopted_on)
    found.adopted_on, found.adopted_by = adopted_on, adopted_by[:200]
    found.save(update_fields=["state", "adopted_on", "adopted_by"])
    version = _kept(found)
    _log("adopted", found, by, {"adopted_on": adopted_on, "sha256": version.sha256})
    return version


@transaction.atomic
def enter_into_force(plan: Plan, adopted_on: date | None, adopted_by: str, by: Person | None) -> Plan:
    """The plan, in force from now on. It replaces the one that was, and the running years without a plan follow it.

    What the forum adopted is the version that was put before it. A draft was adopted before the office used Fordel:
    `adopted_on` and `adopted_by` say when and where, and a version is kept now. Raises UserError that names the field,
    and IncompleteError if a chapter is not written.
    """
    found = locked_plan(plan.pk)
    Office.objects.select_for_update(no_key=True).get(pk=found.office_id)  # one plan of an office at a time
    is_adopted = found.adopted_on is not None
    advance(PLANS, found, "enter", by, adopted_on=adopted_on)
    found.in_force_at = now()
    if not is_adopted:
        found.adopted_on, found.adopted_by = adopted_on, fitting(adopted_by.strip(), 200, "adopted_by")
    version = _kept(found) if is_adopted else send_document(PLAN_KIND, found.pk, by, found.in_force_at)
    found.save(update_fields=["state", "adopted_on", "adopted_by", "in_force_at"])
    index_chapters(found)
    _replace_former(found, by)
    PlanScheme.objects.filter(plan=found).update(is_in_force=True)
    _log("in_force", found, by, {"adopted_on": found.adopted_on, "sha256": version.sha256})
    for round_ in rounds_without_plan(found):
        pin_plan(round_, found)
    return found


def _kept(plan: Plan) -> Submission:
    """The version that was put before the forum."""
    version = last_submission(plan.pk)
    assert version is not None  # noqa: S101 -- a plan that was proposed has one
    return version


def _replace_former(plan: Plan, by: Person | None) -> None:
    """Takes the schemes of the plan from those that were in force. A plan that has none left is replaced."""
    slugs = list(plan.schemes.values_list("slug", flat=True))
    held = PlanScheme.objects.filter(office=plan.office_id, slug__in=slugs, is_in_force=True)
    former_ids = set(held.values_list("plan", flat=True))
    held.update(is_in_force=False)
    for former_id in sorted(former_ids):
        if PlanScheme.objects.filter(plan=former_id, is_in_force=True).exists():
            continue
        former = locked_plan(former_id)
        advance(PLANS, former, "replace", by)
        former.replaced_at = now()
        former.save(update_fields=["state", "replaced_at"])
        _log("replaced", former, by, {"by": plan.pk})


def _log(event: str, plan: Plan, by: Person | None, details: dict[str, Any]) -> None:
    record(f"plan.plan.{event}", actor=by, subject=plan, office=plan.office_id, details=details)
