"""Who is in, who asks to be, and who is invited: at an organisation and at an office."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.http import Http404

from fordel.parties.models import (
    OFFICE_ROLES,
    PARTNER_KINDS,
    Invitation,
    InvitationState,
    JoinRequest,
    JoinRequestState,
    Office,
    Organisation,
    Person,
    Role,
    RoleAssignment,
)

T = TypeVar("T", bound=Model)


@dataclass(frozen=True)
class AccessList:
    """Who is in at one place, who is invited, and who asks to join."""

    people: list[RoleAssignment]
    invitations: list[Invitation]
    requests: list[JoinRequest]


def invitation_from_url(invitation_id: int, **_rest: object) -> Invitation:
    """The target of a page about an invitation. Raises Http404."""
    return _found(Invitation.objects.select_related("organisation__municipality", "office"), invitation_id)


def join_request_from_url(request_id: int, **_rest: object) -> JoinRequest:
    """The target of a page about a request to join. Raises Http404."""
    return _found(JoinRequest.objects.select_related("organisation__municipality", "person"), request_id)


def assignment_from_url(assignment_id: int, **_rest: object) -> RoleAssignment:
    """The target of a page about somebody's role. Raises Http404."""
    rows = RoleAssignment.objects.select_related("organisation__municipality", "office", "person")
    return _found(rows, assignment_id)


def organisation_from_url(organisation_id: int, **_rest: object) -> Organisation:
    """The target of a page about an organisation. Raises Http404."""
    return _found(Organisation.objects.select_related("municipality"), organisation_id)


def _found(rows: QuerySet[T], pk: int) -> T:
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def access_of_organisation(organisation_id: int) -> AccessList:
    """Three queries."""
    here = Q(organisation=organisation_id)
    return AccessList(_people(here), _invitations(here), list(_pending().filter(here)))


def access_of_office(office: Office) -> AccessList:
    """The office's own people and invitations, and every request it can answer, the oldest first. Three queries."""
    here = Q(office=office, role__in=OFFICE_ROLES)
    return AccessList(_people(here), _invitations(here), list(requests_for_office(office)))


def requests_for_office(office: Office) -> QuerySet[JoinRequest]:
    """Requests to join owners in the office's municipalities and providers; `waits_for_office` says that nobody at the
    organisation can answer."""
    rows = _pending().filter(_in_area_of(office))
    return rows.annotate(waits_for_office=~Exists(administrators_of(OuterRef("organisation"))))


def count_of_requests(office: Office) -> int:
    """How many requests only the office can answer. One query."""
    nobody_there = ~Exists(administrators_of(OuterRef("organisation")))
    return _pending().filter(_in_area_of(office)).filter(nobody_there).count()


def requests_of(person: Person) -> list[JoinRequest]:
    """What the person has asked for, the newest first. One query."""
    return list(JoinRequest.objects.filter(person=person).select_related("organisation").order_by("-created_at", "-pk"))


def administrators_of(organisation: Any) -> QuerySet[RoleAssignment]:
    """The active administrators' roles at an organisation (or at the one of an outer query)."""
    return RoleAssignment.objects.filter(organisation=organisation, is_administrator=True, person__is_active=True)


def who_lets_in(organisation: Organisation) -> list[str]:
    """The addresses of those who answer a request to join: the organisation's administrators, else the case officers of
    its office (of every office, for a provider, which belongs to none)."""
    administrators = administrators_of(organisation.pk).values_list("person__email", flat=True)
    if administrators:
        return sorted(set(administrators))
    officers = RoleAssignment.objects.filter(role=Role.CASE_OFFICER, person__is_active=True)
    if organisation.kind not in PARTNER_KINDS:
        officers = officers.filter(office__municipalities=organisation.municipality_id)
    return sorted(set(officers.values_list("person__email", flat=True)))


def organisations_to_join(search: str, most: int = 20) -> list[Organisation]:
    """Organisations whose name or number begins or holds what was typed, by name; none for less than two letters."""
    text = " ".join(search.split())
    if len(text) < 2:
        return []
    number = text.replace(" ", "")
    found = Organisation.objects.filter(Q(name__icontains=text) | Q(organisation_number__startswith=number))
    return list(found.select_related("municipality").order_by("name", "pk")[:most])


def _pending() -> QuerySet[JoinRequest]:
    rows = JoinRequest.objects.filter(state=JoinRequestState.PENDING)
    return rows.select_related("person", "organisation").order_by("created_at", "pk")


def _people(here: Q) -> list[RoleAssignment]:
    rows = RoleAssignment.objects.filter(here, person__is_active=True).select_related("person")
    return list(rows.order_by("-is_administrator", "person__name", "pk"))


def _invitations(here: Q) -> list[Invitation]:
    rows = Invitation.objects.filter(here, state=InvitationState.OPEN).select_related("invited_by")
    return list(rows.order_by("sent_at", "pk"))


def _in_area_of(office: Office) -> Q:
    return Q(organisation__municipality__office=office) | Q(organisation__kind__in=PARTNER_KINDS)
