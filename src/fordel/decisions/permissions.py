"""Who prepares, approves and reads decisions, and who reads letters."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fordel.core.two_hands import second_hand
from fordel.decisions.models import Letter, Proposal
from fordel.parties.actors import Actor
from fordel.parties.models import Role
from fordel.parties.permissions import is_approver, is_case_officer, reads_office, wrong_role
from fordel.shared.access import Rule, Verdict
from fordel.shared.hands import hands_on

may_prepare = is_case_officer
may_read_decisions = reads_office


PREPARED_IT = _("You have made, changed or submitted this proposal yourself. Somebody else must approve it.")


def _second_hand(actor: Actor, proposal: Proposal | None) -> Verdict:
    """One query."""
    if proposal is None or actor.person is None:
        return Verdict(True)
    return Verdict(second_hand(actor.person.pk, hands_on(proposal)), PREPARED_IT)


is_second_hand = Rule("is_second_hand", _second_hand)
may_approve = is_approver & is_second_hand


def _is_recipient(actor: Actor, letter: Letter | None) -> Verdict:
    if not actor.is_in(Role.OWNER, Role.PARTNER):
        return wrong_role(actor)
    if letter is not None and letter.recipient_id != actor.organisation_id:
        reason = _("The letter is to %(recipient)s. You are signed in for %(organisation)s.") % {
            "recipient": letter.recipient.name,
            "organisation": actor.organisation_name,
        }
        return Verdict(False, reason)
    return Verdict(True)


is_recipient = Rule("is_recipient", _is_recipient)
may_read_letter = is_recipient | reads_office
