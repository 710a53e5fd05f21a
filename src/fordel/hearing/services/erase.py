"""Erases contact details of private persons on the stated day, and drafts that nobody sent."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.db import transaction
from django.db.models import Q

from fordel.hearing.models import HearingInput
from fordel.hearing.services.hearing_rules import locked_hearing
from fordel.notices.services.codes import forget_old_codes
from fordel.parties.models import Person
from fordel.shared.audit import record
from fordel.shared.clock import now, today
from fordel.shared.models import OutboxMail

DRAFT_KEPT: Final = timedelta(days=14)


@transaction.atomic
def erase_contacts(hearing_id: int) -> int:
    """How many inputs lost the address and, without consent, the name of the private person who gave them, once the day
    has come. What they said stays. Mail to addresses that nobody in Fordel has goes too. Run again it does nothing."""
    hearing = locked_hearing(hearing_id)
    if hearing.erased_at is not None or today() < hearing.erase_on:
        return 0
    private = HearingInput.objects.filter(hearing=hearing, organisation__isnull=True).exclude(email="")
    private = private.filter(on_behalf_of="")
    addresses = set(private.values_list("email", flat=True))
    known = set(Person.objects.filter(email__in=addresses).values_list("email", flat=True))
    OutboxMail.objects.filter(recipient__in=addresses - known).delete()
    private.filter(shows_name=False).update(name="")
    count = private.update(email="")
    hearing.erased_at = now()
    hearing.save(update_fields=["erased_at"])
    details = {"count": count}
    record("hearing.hearing.erased", actor=None, subject=hearing, office=hearing.office_id, details=details)
    return count


@transaction.atomic
def forget_drafts() -> None:
    """Remove drafts that were begun two weeks ago and never sent, and what is kept for the limits of codes."""
    HearingInput.objects.filter(Q(received_at__isnull=True), begun_at__lt=now() - DRAFT_KEPT).delete()
    forget_old_codes()
