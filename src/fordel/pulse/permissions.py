"""Who opens a pulse and reads what it shows. The target is the measure."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from fordel.parties.actors import Actor
from fordel.parties.models import Role
from fordel.parties.permissions import in_office, nationwide, wrong_role
from fordel.shared.access import Rule, Verdict

_OTHERS = _("The measure is another owner's. You are signed in for %(organisation)s.")


def _owns_measure(actor: Actor, measure: Any) -> Verdict:
    if not actor.is_in(Role.OWNER) or actor.organisation_id is None:
        return wrong_role(actor)
    if measure is not None and measure.owner_id != actor.organisation_id:
        return Verdict(False, _OTHERS % {"organisation": actor.organisation_name})
    return Verdict(True)


owns_measure = Rule("owns_measure", _owns_measure)
reads_pulses = in_office(Role.CASE_OFFICER, Role.APPROVER) | nationwide(Role.AUDITOR)
reads_pulse = owns_measure | reads_pulses
