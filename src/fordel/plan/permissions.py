"""Who writes a plan, and who reads it: everybody, once it is in force; before that the office, and the members of the
forum what is put before them."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from fordel.parties.actors import Actor
from fordel.parties.permissions import is_case_officer, reads_office, sits_today, works_at_office
from fordel.plan.models import PlanState
from fordel.shared.access import Rule, Verdict

_PUBLIC = (PlanState.IN_FORCE, PlanState.REPLACED)
_BEFORE_THE_FORUM = (PlanState.PROPOSED, PlanState.ADOPTED)
_NOT_YET = _("This plan is still being written. It is shown here once it is in force.")


def _is_public(actor: Actor, target: Any) -> Verdict:
    return Verdict(target.state in _PUBLIC, _NOT_YET)


def _is_before_the_forum(actor: Actor, target: Any) -> Verdict:
    return Verdict(target.state in _BEFORE_THE_FORUM, _NOT_YET)


is_public = Rule("is_public", _is_public)
is_before_the_forum = Rule("is_before_the_forum", _is_before_the_forum)
writes_plans = is_case_officer
approves_corrections = works_at_office
comments_on_plans = works_at_office
reads_drafts = reads_office
reads_for_the_forum = sits_today
reads_plan = is_public | reads_drafts | (reads_for_the_forum & is_before_the_forum)
