"""Asks to act for an organisation, and takes the question back."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from fordel.parties.models import JoinRequest, JoinRequestState, Organisation, Person, RoleAssignment
from fordel.parties.notices import AskedToJoin
from fordel.parties.plugs.post import send_notice
from fordel.parties.selectors.access import who_lets_in
from fordel.parties.selectors.language import language_of_place
from fordel.parties.services.letting_in_rules import JOIN_REQUESTS
from fordel.parties.services.take_representations import role_at
from fordel.shared.audit import record
from fordel.shared.clock import now
from fordel.shared.errors import UserError
from fordel.shared.lifecycles import advance

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
