"""Whom the office asks: added to the list, asked once the hearing has opened, and reminded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from fordel.hearing.models import Hearing, HearingState, Invited
from fordel.hearing.notices import HearingReminder, HearingRequest
from fordel.hearing.selectors.hearings import invited_to
from fordel.hearing.services.hearing_rules import locked_hearing
from fordel.hearing.services.recipients import to_invited
from fordel.notices.services.notify import Delivery, notify
from fordel.parties.models import Organisation, OrganisationKind, Person
from fordel.parties.selectors.organisations import organisations_of
from fordel.shared.audit import record
from fordel.shared.clock import OSLO, now, today
from fordel.shared.errors import UserError
from fordel.shared.fields import name_and_address, require_name_fits

MOST: Final = 500
LONGEST_NAME: Final = 200
GROUPS: Final = {
    "owners": (
        OrganisationKind.MUNICIPALITY,
        OrganisationKind.COUNTY_AUTHORITY,
        OrganisationKind.PRIVATE_OWNER,
    ),
    "universities": (OrganisationKind.UNIVERSITY,),
}
"""Whom the office may add at once: their kinds by the code of the box."""


@dataclass(frozen=True)
class Other:
    """A body that has no place in Fordel."""

    name: str
    email: str


def read_others(text: str) -> list[Other]:
    """The bodies that were typed, one a line: a name, a comma or a space, and an address last.

    Raises UserError (field `others`) that quotes the line that cannot be read."""
    found = []
    for line in filter(None, (each.strip() for each in text.splitlines())):
        read = name_and_address(line)
        if read is None:
            message = _("«%(line)s» does not end with an e-mail address.") % {"line": line[:80]}
            fix = _("Write one body a line, for example: Utdanningsforbundet Nordland, post@example.org")
            raise UserError(message, fix, "others")
        require_name_fits(read[0], LONGEST_NAME, "others")
        found.append(Other(*read))
    return found


@transaction.atomic
def invite(
    hearing_id: int, groups: Sequence[str], organisations: Sequence[int], others: Sequence[Other], by: Person
) -> int:
    """How many were added; those on the list already stay as they are. They are asked at once if the hearing has
    opened. Raises UserError."""
    hearing = locked_hearing(hearing_id)
    _require_open(hearing)
    kinds = [kind for group in groups for kind in GROUPS.get(group, ())]
    known = organisations_of(hearing.office)
    chosen = list(known.filter(kind__in=kinds)) if kinds else []
    chosen += list(known.filter(pk__in=organisations)) if organisations else []
    there = set(hearing.invited.values_list("organisation", flat=True))
    addresses = set(hearing.invited.values_list("email", flat=True))
    rows = {each.pk: Invited(hearing=hearing, organisation=each, name=each.name) for each in chosen}
    new = [row for key, row in rows.items() if key not in there]
    mails = {each.email: Invited(hearing=hearing, name=each.name, email=each.email) for each in others}
    new += [row for address, row in mails.items() if address not in addresses]
    if not new:
        raise UserError(_("Nobody was added."), _("Choose somebody who is not on the list."), "groups")
    if len(there) + len(addresses) + len(new) > MOST:
        raise UserError(_("The list has room for %(most)s.") % {"most": MOST}, "", "groups")
    Invited.objects.bulk_create(new)
    details = {"count": len(new)}
    record("hearing.hearing.invited", actor=by, subject=hearing, office=hearing.office_id, details=details)
    ask_those_waiting(hearing)
    return len(new)


def _require_open(hearing: Hearing) -> None:
    if hearing.state != HearingState.OPEN or now() >= hearing.closes_at:
        raise UserError(_("The hearing is closed."), _("Nobody can be asked any more."))


def ask_those_waiting(hearing: Hearing) -> int:
    """Ask everybody on the list who has not been asked, once the hearing is open; return how many. The caller holds the
    hearing."""
    if not hearing.is_open(now()):
        return 0
    waiting = list(hearing.invited.filter(asked_at__isnull=True).select_related("organisation"))
    if waiting:
        sent = notify(to_invited(hearing, waiting), HearingRequest(hearing))
        _note_unreached(waiting, sent)
        Invited.objects.filter(pk__in=[each.pk for each in waiting]).update(asked_at=now())
    return len(waiting)


def _note_unreached(invited: Sequence[Invited], sent: Delivery) -> None:
    away = set(sent.unreached)
    missed = [each.pk for each in invited if each.organisation_id in away]
    Invited.objects.filter(pk__in=missed).update(is_reached=False)


@transaction.atomic
def ask_when_open(hearing_id: int) -> int:
    """For the job: ask those on the list once the hearing has opened."""
    return ask_those_waiting(locked_hearing(hearing_id))


@transaction.atomic
def remind_invited(hearing_id: int, by: Person) -> int:
    """Remind everybody who was asked and has not answered; return how many. Raises UserError if there is nobody, or if
    they have been reminded today."""
    hearing = locked_hearing(hearing_id)
    _require_open(hearing)
    count = _remind_silent(hearing, by)
    if not count:
        raise UserError(
            _("There is nobody to remind."), _("Everybody has answered, or has been reminded today already.")
        )
    return count


@transaction.atomic
def remind_when_due(hearing_id: int) -> int:
    """For the job: remind those who have not answered, once, on the day that was chosen; return how many. 0 before it,
    once the hearing has closed, and when it is run again."""
    hearing = locked_hearing(hearing_id)
    is_due = hearing.remind_at is not None and hearing.remind_at <= now() and hearing.reminded_at is None
    if not is_due or not hearing.is_open(now()):
        return 0
    hearing.reminded_at = now()
    hearing.save(update_fields=["reminded_at"])
    return _remind_silent(hearing, None)


def _remind_silent(hearing: Hearing, by: Person | None) -> int:
    """Remind those who have not answered nor been reminded today; return how many. The caller holds the hearing."""
    asked = invited_to(hearing).filter(asked_at__isnull=False, has_answered=False).select_related("organisation")
    this_morning = datetime.combine(today(), time(), OSLO)
    silent = [each for each in asked if each.reminded_at is None or each.reminded_at < this_morning]
    if not silent:
        return 0
    _note_unreached(silent, notify(to_invited(hearing, silent), HearingReminder(hearing)))
    Invited.objects.filter(pk__in=[each.pk for each in silent]).update(reminded_at=now())
    details = {"count": len(silent)}
    record("hearing.hearing.reminded", actor=by, subject=hearing, office=hearing.office_id, details=details)
    return len(silent)


def organisation_choices(hearing: Hearing) -> list[tuple[str, str]]:
    """(id, name) of the organisations that can be added one by one."""
    found: list[Organisation] = list(organisations_of(hearing.office))
    return [(str(each.pk), each.name) for each in found]
