"""Answers somebody who asks to act for an organisation."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from fordel.parties.models import JoinRequest, Person, RoleAssignment
from fordel.parties.notices import JoinApproved, JoinDeclined
from fordel.parties.plugs.post import send_notice
from fordel.parties.selectors.language import language_of_place
from fordel.parties.services.ask_to_join import LONGEST_MESSAGE
from fordel.parties.services.letting_in_rules import JOIN_REQUESTS
from fordel.parties.services.take_representations import role_at
from fordel.shared.audit import Event, record_many
from fordel.shared.clock import now
from fordel.shared.errors import UserError
from fordel.shared.lifecycles import advance
from fordel.shared.notice import Notice


@transaction.atomic
def approve_join_request(
    request_id: int, actor: Person, *, office: int | None, is_administrator: bool = False
) -> JoinRequest:
    """The request, approved: the person has the role and is told. Raises UserError where it has been answered."""
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
    """The request, declined, with the reason, which the person is told. Raises UserError without one."""
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
