"""Roles: gives and ends them, takes them over from a sign-in service, and chooses which one a person acts in."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from fordel.parties.models import OIDC_SOURCE, PARTNER_KINDS, Organisation, Person, Role, RoleAssignment
from fordel.parties.notices import RoleRemoved
from fordel.parties.plugs.post import send_notice
from fordel.parties.selectors.language import language_of_place
from fordel.shared.audit import Event, record, record_many
from fordel.shared.clock import now
from fordel.shared.errors import UserError


@transaction.atomic
def set_administrator(assignment_id: int, actor: Person, *, is_administrator: bool, office: int | None) -> None:
    """Raises UserError for the last administrator of a place."""
    assignment = _locked(assignment_id)
    if assignment.is_administrator == is_administrator:
        return
    if not is_administrator:
        _require_another(assignment)
    assignment.is_administrator = is_administrator
    assignment.save(update_fields=["is_administrator"])
    details = {"role": assignment.role, "organisation": assignment.organisation_id, "administrator": is_administrator}
    record("parties.role.changed", actor=actor, subject=assignment.person, office=office, details=details)


@transaction.atomic
def set_right_to_sign(assignment_id: int, actor: Person, *, may_sign: bool) -> None:
    """Whether the person may sign for the organisation. Raises UserError if the role is gone, or is at no
    organisation."""
    assignment = _locked(assignment_id)
    if assignment.organisation_id is None:
        raise UserError(_("Nobody signs for an office here."), _("Nothing was changed."))
    if assignment.may_sign == may_sign:
        return
    assignment.may_sign = may_sign
    assignment.save(update_fields=["may_sign"])
    verb = "parties.role.signing_given" if may_sign else "parties.role.signing_taken"
    details = {"role": assignment.role, "organisation": assignment.organisation_id}
    record(verb, actor=actor, subject=assignment.person, office=None, details=details)


@transaction.atomic
def remove_role(assignment_id: int, actor: Person, *, office: int | None) -> None:
    """Take the role away and notify the person. Raises UserError for the last administrator of a place."""
    assignment = _locked(assignment_id)
    if assignment.is_administrator:
        _require_another(assignment)
    details = {"role": assignment.role, "organisation": assignment.organisation_id, "source": assignment.source}
    record("parties.role.removed", actor=actor, subject=assignment.person, office=office, details=details)
    place = assignment.organisation or assignment.office
    name = place.name if place else ""
    assignment.delete()
    send_notice([assignment.person.email], RoleRemoved(name), default=language_of_place(place))


def _locked(assignment_id: int) -> RoleAssignment:
    """The role, with every role at its place locked: two administrators cannot both leave as the last but one."""
    found = RoleAssignment.objects.filter(pk=assignment_id).first()
    here = {"organisation": found.organisation_id, "office": found.office_id} if found else {"pk": 0}
    rows = RoleAssignment.objects.select_for_update(of=("self",)).select_related("person", "organisation", "office")
    locked = {row.pk: row for row in rows.filter(**here).order_by("pk")}
    if assignment_id not in locked:
        raise UserError(_("The role has been taken away already."), _("Look at the list again."))
    return locked[assignment_id]


def _require_another(assignment: RoleAssignment) -> None:
    others = RoleAssignment.objects.filter(
        organisation=assignment.organisation_id,
        office=assignment.office_id,
        is_administrator=True,
        person__is_active=True,
    )
    if not others.exclude(pk=assignment.pk).exists():
        raise UserError(
            _("This is the only administrator."), _("Make somebody else administrator first."), "administrator"
        )


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


def choose_role(person: Person, assignment_id: int, left_id: int | None) -> RoleAssignment | None:
    """The chosen role, remembered for the next sign-in; None if it is not the person's own.

    The log gets both sides: the role that is left (`left_id`), at its office, and the one that is taken up, at its own.
    They may be two offices, which each have a chain, so they are two transactions.
    """
    mine = RoleAssignment.objects.filter(person=person).in_bulk([assignment_id, left_id or assignment_id])
    chosen = mine.get(assignment_id)
    if chosen is None:
        return None
    if left_id != assignment_id and left_id in mine:
        _record("parties.role.left", mine[left_id])
    with transaction.atomic():
        chosen.chosen_at = now()
        chosen.save(update_fields=["chosen_at"])
        if left_id != assignment_id:
            _record("parties.role.taken_up", chosen)
    return chosen


def _record(action: str, assignment: RoleAssignment) -> None:
    details = {"role": assignment.role, "organisation": assignment.organisation_id}
    record(action, actor=assignment.person, subject=assignment.person, office=assignment.office_id, details=details)
