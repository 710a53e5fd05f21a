"""Accepts an invitation: the person gets the role."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from fordel.parties.models import Invitation, InvitationState, Person, RoleAssignment
from fordel.parties.services.invite_person import token_hash
from fordel.parties.services.letting_in_rules import INVITATIONS
from fordel.shared.audit import Event, record_many
from fordel.shared.clock import now
from fordel.shared.errors import UserError
from fordel.shared.lifecycles import advance


def find_invitation(token: str) -> Invitation | None:
    """The invitation that the token opens; None where there is none (or its link has been replaced)."""
    found = Invitation.objects.filter(token_hash=token_hash(token))
    return found.select_related("organisation", "office", "invited_by").first()


def why_not(invitation: Invitation | None, person: Person | None) -> UserError | None:
    """Why the invitation cannot be accepted by this person (None: somebody who has not signed in), or None."""
    again = _("Ask whoever invited you to send it again.")
    if invitation is None or invitation.state == InvitationState.WITHDRAWN:
        return UserError(_("This invitation is no longer good."), again)
    if invitation.state == InvitationState.ACCEPTED:
        return UserError(_("This invitation has been accepted."), _("Sign in to go on."))
    if invitation.expires_at <= now():
        return UserError(_("This invitation is too old."), again)
    if person is not None and person.email.lower() != invitation.email:
        return UserError(
            _("The invitation is for %(invited)s, and you are signed in as %(email)s.")
            % {"invited": invitation.email, "email": person.email},
            _("Sign out, and in again with the address that was invited. Or ask for an invitation to this one."),
        )
    return None


@transaction.atomic
def accept_invitation(token: str, person: Person) -> RoleAssignment:
    """The role, made or (where the person had it) made that of the invitation. Raises UserError."""
    found = find_invitation(token)
    rows = Invitation.objects.select_for_update(of=("self",)).select_related("office", "organisation")
    invitation = rows.get(pk=found.pk) if found else None
    error = why_not(invitation, person)
    if error is not None or invitation is None:
        raise error or UserError(_("This invitation is no longer good."))
    advance(INVITATIONS, invitation, "accept", person)
    assignment, made = RoleAssignment.objects.get_or_create(
        person=person,
        role=invitation.role,
        office=invitation.office,
        organisation=invitation.organisation,
        defaults={"is_administrator": invitation.is_administrator, "source": "invitation"},
    )
    if not made and invitation.is_administrator:
        assignment.is_administrator = True
    assignment.chosen_at = now()
    assignment.save(update_fields=["is_administrator", "chosen_at"])
    invitation.accepted_by, invitation.ended_at = person, now()
    invitation.save(update_fields=["state", "accepted_by", "ended_at"])
    details = {"role": assignment.role, "organisation": assignment.organisation_id, "source": "invitation"}
    events = [Event("parties.invitation.accepted", invitation, {}), Event("parties.role.given", person, details)]
    record_many(events, actor=person, office=invitation.office_id)
    return assignment
