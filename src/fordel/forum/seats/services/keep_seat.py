"""Adds a seat, changes it, and ends it. Its holder and deputy have the role of forum member for that time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from fordel.forum.models import ForumMember, SeatGroup
from fordel.forum.seats.selectors.impartiality import keeps_role
from fordel.forum.seats.services.conflicts import suggest_conflicts
from fordel.meetings.services.lock_meeting import touch_ongoing
from fordel.parties.models import Office, Organisation, Person, Role, RoleAssignment
from fordel.shared.audit import record
from fordel.shared.clock import today
from fordel.shared.errors import UserError
from fordel.shared.fields import fitting


@dataclass(frozen=True)
class SeatInput:
    """What is written about a seat. `organisation` is an id or 0; the deputy may be left out."""

    group: str
    label: str
    name: str
    email: str
    deputy_name: str
    deputy_email: str
    organisation: int
    starts_on: date | None
    ends_on: date | None


@transaction.atomic
def add_seat(office: Office, written: SeatInput, actor: Person) -> ForumMember:
    """The new seat, with the conflicts of interest that follow from its organisation. Raises UserError."""
    Office.objects.select_for_update().get(pk=office.pk)
    touch_ongoing(office.pk)
    seat = ForumMember(office=office)
    _fill(seat, written, actor)
    record("forum.seat.added", actor=actor, subject=seat, office=office, details=_details(seat))
    suggest_conflicts([seat], actor)
    return seat


@transaction.atomic
def change_seat(seat_id: int, written: SeatInput, actor: Person) -> ForumMember:
    """The changed seat; who leaves it loses the role, and its conflicts of interest are suggested again."""
    seat = (
        ForumMember.objects.select_for_update(of=("self",), no_key=True)
        .select_related("office", "group")
        .get(pk=seat_id)
    )
    touch_ongoing(seat.office_id)
    before = {seat.person_id, seat.deputy_id} - {None}
    _fill(seat, written, actor)
    for person_id in before - {seat.person_id, seat.deputy_id}:
        _take_role(person_id or 0, seat.office, actor)
    record("forum.seat.changed", actor=actor, subject=seat, office=seat.office, details=_details(seat))
    suggest_conflicts([seat], actor)
    return seat


@transaction.atomic
def end_seat(seat_id: int, actor: Person) -> ForumMember:
    """Ends the term today, and takes the role from its people; a seat that has not begun never runs. Raises UserError
    if it has ended before."""
    seat = (
        ForumMember.objects.select_for_update(of=("self",), no_key=True)
        .select_related("office", "group")
        .get(pk=seat_id)
    )
    if seat.ends_on is not None and seat.ends_on < today():
        raise UserError(_("The term has ended already."), _("Look at the list again."))
    if seat.starts_on > today():
        seat.starts_on = seat.ends_on = today() - timedelta(days=1)
    else:
        seat.ends_on = today()
    seat.save(update_fields=["starts_on", "ends_on"])
    touch_ongoing(seat.office_id)
    record("forum.seat.ended", actor=actor, subject=seat, office=seat.office, details=_details(seat))
    for person_id in {seat.person_id, seat.deputy_id} - {None}:
        _take_role(person_id or 0, seat.office, actor, leaving=seat.pk)
    return seat


def _fill(seat: ForumMember, written: SeatInput, actor: Person) -> None:
    group = SeatGroup.objects.filter(forum__office=seat.office, code=written.group).first()
    if group is None:
        raise UserError(_("Choose a group."), "", "group")
    if not written.label.strip():
        raise UserError(_("The seat needs a name."), _("Write for example the union it belongs to."), "label")
    if written.starts_on is None:
        raise UserError(_("The first day is missing."), _("Write it like 31.01.2026."), "starts_on")
    if written.ends_on is not None and written.ends_on < written.starts_on:
        raise UserError(_("The last day is before the first."), _("Choose a later day."), "ends_on")
    organisation = Organisation.objects.filter(pk=written.organisation).first() if written.organisation else None
    seat.group, seat.label = group, fitting(written.label.strip(), 120, "label")
    seat.person = _person(written.name, written.email, "")
    seat.deputy = None
    if written.deputy_name.strip() or written.deputy_email.strip():
        seat.deputy = _person(written.deputy_name, written.deputy_email, "deputy_")
    seat.organisation, seat.starts_on, seat.ends_on = organisation, written.starts_on, written.ends_on
    _refuse_officers(seat)
    taken = ForumMember.objects.filter(office=seat.office, person=seat.person).exclude(pk=seat.pk)
    if taken.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=today())).exists():
        fix = _("Choose somebody else, or end that one first.")
        raise UserError(_("This person has a seat already."), fix, "email")
    seat.save()
    for person in filter(None, (seat.person, seat.deputy)):
        _give_role(person, seat.office, actor)


def _refuse_officers(seat: ForumMember) -> None:
    """The office is the secretariat, and has no seat."""
    people = [person for person in (seat.person, seat.deputy) if person is not None]
    staff = RoleAssignment.objects.filter(
        person__in=people, office=seat.office, role__in=(Role.CASE_OFFICER, Role.APPROVER)
    )
    if staff.exists():
        raise UserError(
            _("The county governor's own people cannot have a seat: the office is the secretariat."),
            _("Choose somebody else."),
            "email",
        )


def _person(name: str, email: str, prefix: str) -> Person:
    """The person with the address; a new one where nobody has it."""
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError as error:
        message = _("«%(text)s» is not an e-mail address.") % {"text": email.strip()[:60]}
        raise UserError(message, _("Write it like name@municipality.no."), f"{prefix}email") from error
    found = Person.objects.filter(email=address).first()
    if found is not None:
        return found
    if not name.strip():
        raise UserError(_("The name is missing."), _("Write first name and surname."), f"{prefix}name")
    return Person.objects.create_user(address, fitting(name.strip(), 120, f"{prefix}name"))


def _give_role(person: Person, office: Office, actor: Person) -> None:
    _row, is_new = RoleAssignment.objects.get_or_create(
        person=person, role=Role.FORUM_MEMBER, office=office, organisation=None, defaults={"source": "seat"}
    )
    if is_new:
        details = {"role": Role.FORUM_MEMBER.value, "organisation": None}
        record("parties.role.given", actor=actor, subject=person, office=office, details=details)


def _take_role(person_id: int, office: Office, actor: Person, leaving: int = 0) -> None:
    """Takes the role away from somebody who has no other seat that runs now or later."""
    if keeps_role(person_id, office.pk).exclude(pk=leaving).exists():
        return
    role = RoleAssignment.objects.filter(person=person_id, role=Role.FORUM_MEMBER, office=office).first()
    if role is not None:
        details = {"role": role.role, "organisation": None, "source": role.source}
        record("parties.role.removed", actor=actor, subject=role.person, office=office, details=details)
        role.delete()


def _details(seat: ForumMember) -> dict[str, object]:
    return {
        "group": seat.group.code,
        "person": seat.person_id,
        "deputy": seat.deputy_id,
        "organisation": seat.organisation_id,
        "ends_on": seat.ends_on,
    }
