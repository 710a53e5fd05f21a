"""Roles that follow what a sign-in service vouches for: taken at every sign-in, and gone when it says so no longer."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from fordel.parties.models import OIDC_SOURCE, PARTNER_KINDS, Organisation, Person, Role, RoleAssignment
from fordel.shared.audit import Event, record_many
from fordel.shared.clock import now


def role_at(organisation: Organisation) -> Role:
    """The role that somebody who acts for the organisation has: partner at a provider, else owner."""
    return Role.PARTNER if organisation.kind in PARTNER_KINDS else Role.OWNER


@transaction.atomic
def take_representations(person: Person, provider_id: str, numbers: Iterable[str]) -> None:
    """Makes the person's roles from this service those of the organisations with the numbers, and no others.

    A role somebody here has given is left as it is. The person acts for the first of the organisations afterwards.
    """
    source = OIDC_SOURCE + provider_id
    wanted = list(Organisation.objects.filter(organisation_number__in=list(numbers)).order_by("name", "pk"))
    mine = RoleAssignment.objects.select_for_update().filter(person=person)
    gone = list(mine.filter(source=source).exclude(organisation__in=wanted))
    events = [Event("parties.role.removed", person, _details(assignment)) for assignment in gone]
    RoleAssignment.objects.filter(pk__in=[assignment.pk for assignment in gone]).delete()
    for organisation in wanted:
        assignment, made = RoleAssignment.objects.get_or_create(
            person=person,
            role=role_at(organisation),
            organisation=organisation,
            office=None,
            defaults={"source": source},
        )
        if made:
            events.append(Event("parties.role.given", person, _details(assignment)))
        if organisation is wanted[0]:
            assignment.chosen_at = now()
            assignment.save(update_fields=["chosen_at"])
    record_many(events, actor=person, office=None)


def _details(assignment: RoleAssignment) -> dict[str, object]:
    return {
        "role": assignment.role,
        "organisation": assignment.organisation_id,
        "office": assignment.office_id,
        "source": assignment.source,
    }
