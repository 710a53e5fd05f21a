"""How the lifecycles of invitations and requests to join meet their rows: who may let others in at a place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from fordel.core.lifecycle import INVITATION, JOIN_REQUEST
from fordel.parties.models import PARTNER_KINDS, Invitation, JoinRequest, Organisation, Person, Role, RoleAssignment
from fordel.parties.permissions import OFFICE_STAFF
from fordel.shared.clock import now
from fordel.shared.errors import UserError
from fordel.shared.lifecycles import Facts, Rules


@dataclass(frozen=True)
class Door:
    """Where somebody is let in: an organisation or an office (ids). `area` is the office whose case officers let people
    in at the organisation, None for any office; `asker` is who asks, and `invited` the address that is invited."""

    office: int | None = None
    organisation: int | None = None
    area: int | None = None
    asker: int | None = None
    invited: str = ""


def roles_at_door(person_id: int, door: Door) -> frozenset[str]:
    """Which of administrator, asker and invited the person is there, as `permissions.lets_people_in`. Two queries."""
    found: set[str] = {"asker"} if person_id == door.asker else set()
    if door.invited and Person.objects.filter(pk=person_id, is_active=True, email__iexact=door.invited).exists():
        found.add("invited")
    for held in RoleAssignment.objects.filter(person=person_id, person__is_active=True):
        if _lets_in(held, door):
            found.add("administrator")
    return frozenset(found)


def _lets_in(held: RoleAssignment, door: Door) -> bool:
    if door.organisation is None:
        return held.is_administrator and held.role in OFFICE_STAFF and held.office_id == door.office
    in_area = held.role == Role.CASE_OFFICER and door.area in (None, held.office_id)
    return in_area or (held.is_administrator and held.organisation_id == door.organisation)


def _area_of(organisation: Organisation) -> int | None:
    if organisation.kind in PARTNER_KINDS:
        return None
    return organisation.municipality.office_id if organisation.municipality is not None else 0


def _invitation_door(invitation: Invitation) -> Door:
    place = invitation.organisation
    area = _area_of(place) if place is not None else 0
    return Door(invitation.office_id, invitation.organisation_id, area, invited=invitation.email)


def _request_door(request: JoinRequest) -> Door:
    return Door(None, request.organisation_id, _area_of(request.organisation), asker=request.person_id)


def _no_longer_open(_invitation: Invitation, _verb: str) -> UserError:
    return UserError(_("The invitation is no longer open."), _("Send a new one if it is needed."))


def _own_request(_request: JoinRequest) -> UserError:
    fix = _("Somebody else must answer it. You can take it back under «Join an organisation».")
    return UserError(_("You have asked this yourself."), fix)


def _asked_by(person_id: int, requests: Sequence[JoinRequest]) -> frozenset[int]:
    return frozenset(request.pk for request in requests if request.person_id == person_id)


def _require_in_time(invitation: Invitation, _facts: Facts) -> None:
    if invitation.expires_at <= now():
        raise UserError(_("This invitation is too old."), _("Ask whoever invited you to send it again."))


def _require_reason(_request: JoinRequest, facts: Facts) -> None:
    if not facts["reason"]:
        raise UserError(_("The reason is missing."), _("Say why in a sentence. The person reads it."), "reason")


INVITATIONS: Final = Rules[Invitation](
    lifecycle=INVITATION,
    place=_invitation_door,
    roles=roles_at_door,
    refusal=_no_longer_open,
    guards={"in_time": _require_in_time},
)
JOIN_REQUESTS: Final = Rules[JoinRequest](
    lifecycle=JOIN_REQUEST,
    place=_request_door,
    roles=roles_at_door,
    refusal=lambda _request, _verb: UserError(_("This has been answered already."), _("Look at the list again.")),
    own_hand=_own_request,
    own=_asked_by,
    guards={"reason": _require_reason},
)
