"""Makes somebody an administrator, or no longer one, and takes a role away."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from fordel.parties.models import Person, RoleAssignment
from fordel.parties.notices import RoleRemoved
from fordel.parties.plugs.post import send_notice
from fordel.parties.selectors.language import language_of_place
from fordel.shared.audit import record
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
