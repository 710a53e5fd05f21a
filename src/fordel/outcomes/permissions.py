"""Who reads and writes outcome reports. A target is an `OutcomeReport` with its parties, or a round."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from fordel.outcomes.models import OutcomeState
from fordel.parties.actors import Actor
from fordel.parties.models import Role
from fordel.parties.permissions import is_case_officer, reads_office, wrong_role
from fordel.shared.access import Rule, Verdict

_OTHERS = _("The report is between others. You are signed in for %(organisation)s.")
_NOT_SENT = _("The owner has not sent the report yet. It is shown here once it is sent.")
_NOT_BY_OFFICE = _("The owner writes this report. Register it on behalf of the owner first.")


def _acts_for_party(actor: Actor, _target: Any) -> Verdict:
    allowed = actor.is_in(Role.OWNER, Role.PARTNER) and actor.organisation_id is not None
    return Verdict(True) if allowed else wrong_role(actor)


def _takes_part(actor: Actor, target: Any) -> Verdict:
    first = _acts_for_party(actor, target)
    if not first.allowed:
        return first
    places = {target.report.owner_id, *(each.organisation_id for each in target.parties.all())}
    mine = actor.organisation_id in places
    return Verdict(mine, "" if mine else _OTHERS % {"organisation": actor.organisation_name})


def _is_owner(actor: Actor, target: Any) -> Verdict:
    first = _takes_part(actor, target)
    mine = actor.organisation_id == target.report.owner_id
    return first if not first.allowed else Verdict(mine, "" if mine else _OTHERS % {"organisation": actor.place_name})


def _by_office(_actor: Actor, target: Any) -> Verdict:
    return Verdict(target.by_office, _NOT_BY_OFFICE)


def _is_sent(_actor: Actor, target: Any) -> Verdict:
    return Verdict(target.by_office or target.state != OutcomeState.OPEN, _NOT_SENT)


acts_for_party = Rule("acts_for_party", _acts_for_party)
takes_part = Rule("takes_part", _takes_part)
is_owner = Rule("is_owner", _is_owner)
registers = is_case_officer & Rule("by_office", _by_office)
writes_outcome = takes_part | registers
sends_outcome = is_owner | registers
reads_whole = is_owner | (reads_office & Rule("is_sent", _is_sent))
reads_outcomes = reads_office
handles_outcomes = is_case_officer
