"""Invites somebody to act for an organisation or at an office."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from fordel.parties.models import (
    OFFICE_ROLES,
    Invitation,
    InvitationState,
    Office,
    Organisation,
    Person,
    Role,
    RoleAssignment,
)
from fordel.parties.notices import Invited
from fordel.parties.plugs.post import send_notice
from fordel.parties.selectors.language import language_of_place
from fordel.parties.services.letting_in_rules import INVITATIONS
from fordel.parties.services.roles import role_at
from fordel.shared.audit import record
from fordel.shared.clock import now
from fordel.shared.errors import UserError
from fordel.shared.lifecycles import advance


@transaction.atomic
def invite_person(
    email: str,
    *,
    actor: Person,
    organisation: Organisation | None = None,
    office: Office | None = None,
    role: Role | str = "",
    is_administrator: bool = False,
) -> Invitation:
    """The invitation, with a mail on its way. At an organisation the role follows from its kind; at an office it must
    be given. Raises UserError (field `email` or `role`) for what cannot be sent; then nothing has changed.
    """
    email = _checked(email)
    role = role_at(organisation) if organisation is not None else _office_role(role)
    place = {"organisation": organisation, "office": office}
    if RoleAssignment.objects.filter(person__email__iexact=email, role=role, **place).exists():
        raise UserError(_("%(email)s has this role already.") % {"email": email}, "", "email")
    if email in own_addresses(actor):
        raise UserError(
            _("This is your own address, and nobody gives themselves a role."),
            _("Ask another administrator to invite you."),
            "email",
        )
    if Invitation.objects.filter(email=email, role=role, state=InvitationState.OPEN, **place).exists():
        message = _("%(email)s is invited already.") % {"email": email}
        raise UserError(message, _("Send the invitation again from the list."), "email")
    invitation = Invitation(email=email, role=role, is_administrator=is_administrator, invited_by=actor, **place)
    _send(invitation, actor)
    return invitation


@transaction.atomic
def send_invitation_again(invitation_id: int, actor: Person) -> Invitation:
    """The same invitation with a new token and a new last day; the former link is worth nothing."""
    invitation = _locked(invitation_id)
    advance(INVITATIONS, invitation, "resend", actor)
    _send(invitation, actor)
    return invitation


@transaction.atomic
def withdraw_invitation(invitation_id: int, actor: Person) -> Invitation:
    """The invitation, withdrawn: its link is worth nothing."""
    invitation = _locked(invitation_id)
    advance(INVITATIONS, invitation, "withdraw", actor)
    invitation.ended_at = now()
    invitation.save(update_fields=["state", "ended_at"])
    record("parties.invitation.withdrawn", actor=actor, subject=invitation, office=invitation.office_id)
    return invitation


def token_hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _locked(invitation_id: int) -> Invitation:
    invitation = Invitation.objects.select_for_update(of=("self",)).select_related(
        "organisation__municipality", "office"
    )
    return invitation.get(pk=invitation_id)


def own_addresses(person: Person) -> frozenset[str]:
    """Every address that is known to be the person's, in lower case. One query."""
    others = EmailAddress.objects.filter(user=person).values_list("email", flat=True)
    return frozenset(address.lower() for address in (person.email, *others))


def _checked(text: str) -> str:
    email = text.strip().lower()
    try:
        validate_email(email)
    except ValidationError as error:
        message = _("«%(text)s» is not an e-mail address.") % {"text": text.strip()[:60]}
        raise UserError(message, _("Write it like name@municipality.no."), "email") from error
    return email


def _office_role(role: str) -> Role:
    if role not in OFFICE_ROLES:
        raise UserError(_("Choose a role."), "", "role")
    return Role(role)


def _send(invitation: Invitation, actor: Person) -> None:
    token = secrets.token_urlsafe(32)
    invitation.token_hash = token_hash(token)
    invitation.sent_at = now()
    invitation.expires_at = invitation.sent_at + timedelta(days=settings.FORDEL_INVITATION_DAYS)
    invitation.save()
    details = {"role": invitation.role, "organisation": invitation.organisation_id}
    record("parties.invitation.sent", actor=actor, subject=invitation, office=invitation.office_id, details=details)
    notice = Invited(actor.name, invitation.place_name, token, invitation.expires_at)
    send_notice([invitation.email], notice, default=language_of_place(invitation.organisation or invitation.office))
