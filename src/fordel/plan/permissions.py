"""Who writes a plan, and who reads it: everybody, once it is in force; before that the office."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from fordel.parties.actors import Actor
from fordel.parties.permissions import is_case_officer, reads_office
from fordel.plan.models import PlanState
from fordel.shared.access import Rule, Verdict

_PUBLIC = (PlanState.IN_FORCE, PlanState.REPLACED)


def _is_public(actor: Actor, target: Any) -> Verdict:
    return Verdict(
        target.state in _PUBLIC, _("This plan is still being written. It is shown here once it is in force.")
    )


is_public = Rule("is_public", _is_public)
writes_plans = is_case_officer
reads_drafts = reads_office
reads_plan = is_public | reads_drafts
