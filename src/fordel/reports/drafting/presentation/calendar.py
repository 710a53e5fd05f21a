"""The deadlines of owners that have been given more time, in the calendars of those who act for them."""

from __future__ import annotations

from fordel.parties.plugs.calendar import OwnLook
from fordel.programme.presentation.calendar import closing
from fordel.reports.models import DeadlineExtension
from fordel.shared.calendars import CalendarEntry


def of_person(look: OwnLook) -> list[CalendarEntry]:
    """These take the place of the deadlines of the years. One query."""
    owners = [each.organisation_id for each in look.actors if each.organisation_id is not None]
    rows = DeadlineExtension.objects.filter(owner__in=owners, until__gt=look.since)
    return [closing(each.round, each.until) for each in rows.select_related("round__office", "round__scheme")]
