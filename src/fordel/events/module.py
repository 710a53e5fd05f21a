"""Events in the house."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from fordel.events.presentation import calendar, start_page
from fordel.events.presentation.log_words import LOG_DETAILS, LOG_SUBJECTS
from fordel.events.presentation.search_hits import event_hits
from fordel.events.selectors.at_hand import office_counts, own_counts
from fordel.events.selectors.own_data import registrations_of
from fordel.events.services.erase_registrations import erase_registrations
from fordel.parties.models import Role
from fordel.parties.plugs.calendar import OFFICE_CALENDAR, OWN_CALENDAR
from fordel.parties.plugs.erasing import ERASING
from fordel.parties.plugs.menu import MENU, MenuEntry
from fordel.parties.plugs.search import SEARCH
from fordel.parties.plugs.tasks import OWN_COUNTS, OWN_TASKS
from fordel.parties.selectors.own_data import OWN_DATA
from fordel.programme.plugs.start_page import CALENDAR, COUNTS, TASKS
from fordel.shared.log_words import DETAILS, SUBJECTS
from fordel.shared.modules import Module
from fordel.shared.plugs import answer

VERBS: Final = {
    "events.series.begun": _("Began a series of events"),
    "events.series.changed": _("Changed a series of events"),
    "events.event.begun": _("Planned an event"),
    "events.event.changed": _("Changed an event"),
    "events.event.moved": _("Moved an event to another day or town, and asked those who had registered"),
    "events.event.asked_again": _("Reminded those who had not confirmed a place at a moved event"),
    "events.event.reminded": _("Reminded those who have a place at an event"),
    "events.event.evaluated": _("Asked those who had a place at an event what they think"),
    "events.event.learned": _("Wrote down what was learned from an event"),
    "events.event.mailed": _("Sent a mail to participants of an event"),
    "events.event.kept": _("Kept places at an event"),
    "events.event.published": _("Published an event"),
    "events.event.closed": _("The registration for an event closed"),
    "events.event.opened": _("Opened the registration for an event again"),
    "events.event.cancelled": _("Cancelled an event"),
    "events.event.discarded": _("Discarded the draft of an event"),
    "events.event.held": _("An event was held"),
    "events.event.erased": _("The needs of participants of an event were erased"),
    "events.place.asked": _("Registered for an event"),
    "events.place.offered": _("Offered a free place at an event"),
    "events.place.accepted": _("Accepted an offered place at an event"),
    "events.place.lapsed": _("A place at an event was not accepted, or not confirmed again, in time"),
    "events.place.confirmed": _("Confirmed a place at an event that was moved"),
    "events.place.walked_in": _("Let in somebody who had not registered for an event"),
    "events.place.present": _("Checked in a participant of an event"),
    "events.place.absent": _("Took back the check-in of a participant of an event"),
    "events.event.certified": _("Sent the certificates of an event"),
    "events.event.door_closed": _("Ended check-in at an event"),
    "events.place.cancelled": _("Cancelled a registration for an event"),
    "events.file.added": _("Added a document to an event"),
    "events.file.removed": _("Took a document away from an event"),
    "events.file.refused": _("Refused an infected document to an event"),
}

ENTRIES: Final = (MenuEntry(_("Events"), "events:office", {Role.CASE_OFFICER: 55}, is_of_office=True),)

MODULE: Final = Module(
    name="events",
    verbs=VERBS,
    jobs=("events.turn",),
    answers=(
        answer(OFFICE_CALENDAR, calendar.of_office),
        answer(OWN_CALENDAR, calendar.of_person),
        answer(COUNTS, office_counts),
        answer(TASKS, start_page.tasks),
        answer(CALENDAR, start_page.days),
        answer(OWN_COUNTS, own_counts),
        answer(OWN_TASKS, start_page.own_tasks),
        answer(SEARCH, event_hits),
        answer(OWN_DATA, ("registrations", registrations_of)),
        answer(ERASING, erase_registrations),
        answer(MENU, *ENTRIES),
        answer(SUBJECTS, *LOG_SUBJECTS),
        answer(DETAILS, LOG_DETAILS),
    ),
)
