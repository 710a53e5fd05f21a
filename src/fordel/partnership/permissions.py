"""Who reads and writes what is between an owner and a provider. A target has a `partnership`, or is one."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from fordel.parties.actors import Actor
from fordel.parties.models import Role
from fordel.parties.permissions import is_case_officer, reads_office, wrong_role
from fordel.partnership.models import SIGNED_STATES, Partnership
from fordel.shared.access import Rule, Verdict

_OTHERS = _("The agreement is between others. You are signed in for %(organisation)s.")
_NOT_SIGNED = _("The two are still writing the agreement. It is shown here once both have signed.")


def _acts_for_party(actor: Actor, _target: Any) -> Verdict:
    allowed = actor.is_in(Role.OWNER, Role.PARTNER) and actor.organisation_id is not None
    return Verdict(True) if allowed else wrong_role(actor)


def _acts_for_provider(actor: Actor, _target: Any) -> Verdict:
    allowed = actor.is_in(Role.PARTNER) and actor.organisation_id is not None
    return Verdict(True) if allowed else wrong_role(actor)


def _takes_part(actor: Actor, target: Any) -> Verdict:
    first = _acts_for_party(actor, target)
    if not first.allowed:
        return first
    between = target if isinstance(target, Partnership) else target.partnership
    mine = bool(between.side_of(actor.organisation_id))
    return Verdict(mine, "" if mine else _OTHERS % {"organisation": actor.organisation_name})


def _is_signed(_actor: Actor, target: Any) -> Verdict:
    return Verdict(target.state in SIGNED_STATES, _NOT_SIGNED)


acts_for_party = Rule("acts_for_party", _acts_for_party)
acts_for_provider = Rule("acts_for_provider", _acts_for_provider)
takes_part = Rule("takes_part", _takes_part)
is_signed = Rule("is_signed", _is_signed)
reads_agreement = takes_part | (reads_office & is_signed)
reads_partnership = takes_part | reads_office
reads_templates = reads_office
writes_templates = is_case_officer
