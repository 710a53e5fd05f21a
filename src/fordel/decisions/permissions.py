"""Who prepares, approves and reads decisions, and who reads letters."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fordel.decisions.models import Letter, Proposal
from fordel.parties.actors import Actor
from fordel.parties.models import Role
from fordel.parties.permissions import is_approver, is_case_officer, reads_office, wrong_role
from fordel.shared.access import Rule, Verdict

may_prepare = is_case_officer
may_read_decisions = reads_office


def _not_author(actor: Actor, proposal: Proposal | None) -> Verdict:
    own = proposal is not None and actor.person is not None and proposal.author_id == actor.person.pk
    return Verdict(not own, _("You made this proposal yourself. Somebody else must approve it."))


is_not_author = Rule("is_not_author", _not_author)
may_approve = is_approver & is_not_author


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
