"""How somebody comes to act for an organisation: asks to join, is let in or refused, accepts an invitation."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from fordel.parties.models import (
    Invitation,
    InvitationState,
    JoinRequest,
    JoinRequestState,
    Organisation,
    Person,
    RoleAssignment,
)
from fordel.parties.notices import AskedToJoin, JoinApproved, JoinDeclined
from fordel.parties.plugs.post import send_notice
from fordel.parties.selectors.access import who_lets_in
from fordel.parties.selectors.language import language_of_place
from fordel.parties.services.invite_person import token_hash
from fordel.parties.services.letting_in_rules import INVITATIONS, JOIN_REQUESTS
from fordel.parties.services.roles import role_at
from fordel.shared.audit import Event, record, record_many
from fordel.shared.clock import now
from fordel.shared.errors import UserError
from fordel.shared.lifecycles import advance
from fordel.shared.notice import Notice

LONGEST_MESSAGE = 1000


@transaction.atomic
def ask_to_join(person: Person, organisation: Organisation, message: str) -> JoinRequest:
    """The request, with a mail to the organisation's administrators, or to the office where it has none.

    Raises UserError where the person is in already or has asked before; then nothing has changed.
    """
    message = message.strip()
    if len(message) > LONGEST_MESSAGE:
        shorter = _("Write at most %(count)s characters.") % {"count": LONGEST_MESSAGE}
        raise UserError(_("The message is too long."), shorter, "message")
    if RoleAssignment.objects.filter(person=person, role=role_at(organisation), organisation=organisation).exists():
        already = _("You act for %(name)s already.") % {"name": organisation.name}
        raise UserError(already, _("Choose it under «Switch role»."), "organisation")
    try:
        with transaction.atomic():
            request = JoinRequest.objects.create(
                person=person, organisation=organisation, message=message, created_at=now()
            )
    except IntegrityError as error:
        asked = _("You have asked to join %(name)s already.") % {"name": organisation.name}
        raise UserError(asked, _("You get a mail when somebody has answered."), "organisation") from error
    record("parties.join_request.sent", actor=person, subject=request, details={"organisation": organisation.pk})
    notice = AskedToJoin(person.name, person.email, organisation.name, message)
    send_notice(who_lets_in(organisation), notice, default=language_of_place(organisation))
    return request


@transaction.atomic
def withdraw_join_request(request_id: int, person: Person) -> None:
    """Takes the person's own question back; nothing happens where it has been answered."""
    request = JoinRequest.objects.select_for_update().filter(pk=request_id, person=person).first()
    if request is None or request.state != JoinRequestState.PENDING:
        return
    advance(JOIN_REQUESTS, request, "withdraw", person)
    request.decided_at = now()
    request.save(update_fields=["state", "decided_at"])
    record("parties.join_request.withdrawn", actor=person, subject=request)


@transaction.atomic
def approve_join_request(
    request_id: int, actor: Person, *, office: int | None, is_administrator: bool = False
) -> JoinRequest:
    """The request, approved: the person has the role and is notified. Raises UserError where it has been answered."""
    request = _pending(request_id, "approve", actor)
    assignment, _made = RoleAssignment.objects.get_or_create(
        person=request.person,
        role=role_at(request.organisation),
        organisation=request.organisation,
        office=None,
        defaults={"source": "join_request", "is_administrator": is_administrator},
    )
    details = {"role": assignment.role, "organisation": request.organisation_id, "source": "join_request"}
    events = [
        Event("parties.join_request.approved", request, {}),
        Event("parties.role.given", request.person, details),
    ]
    record_many(events, actor=actor, office=office)
    _notify(request, JoinApproved(request.organisation.name))
    return request


@transaction.atomic
def decline_join_request(request_id: int, actor: Person, reason: str, *, office: int | None) -> JoinRequest:
    """The request, declined, with the reason, which the person is given. Raises UserError without one."""
    reason = reason.strip()
    if len(reason) > LONGEST_MESSAGE:
        shorter = _("Write at most %(count)s characters.") % {"count": LONGEST_MESSAGE}
        raise UserError(_("The reason is too long."), shorter, "reason")
    request = _pending(request_id, "decline", actor, reason)
    record_many([Event("parties.join_request.declined", request, {})], actor=actor, office=office)
    _notify(request, JoinDeclined(request.organisation.name, reason))
    return request


def _notify(request: JoinRequest, notice: Notice) -> None:
    send_notice([request.person.email], notice, default=language_of_place(request.organisation))


def _pending(request_id: int, verb: str, actor: Person, reason: str = "") -> JoinRequest:
    rows = JoinRequest.objects.select_for_update(of=("self",)).select_related("person", "organisation__municipality")
    request = rows.get(pk=request_id)
    advance(JOIN_REQUESTS, request, verb, actor, reason=reason)
    request.decided_by, request.decided_at, request.reason = actor, now(), reason
    request.save(update_fields=["state", "decided_by", "decided_at", "reason"])
    return request


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
        return UserError(_("This invitation has been accepted."), _("Sign in to continue."))
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
