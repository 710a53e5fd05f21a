"""The hearing of the long-term plan in the house."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from fordel.hearing.presentation import calendar, start_page
from fordel.hearing.presentation.log_words import LOG_DETAILS, LOG_SUBJECTS
from fordel.hearing.presentation.plan_pages import pages_of_office, pages_of_plan
from fordel.hearing.selectors.counts import office_counts, own_counts
from fordel.hearing.selectors.own_data import input_of
from fordel.parties.plugs.calendar import OFFICE_CALENDAR, OWN_CALENDAR
from fordel.parties.plugs.tasks import OWN_COUNTS, OWN_TASKS
from fordel.parties.selectors.own_data import OWN_DATA
from fordel.plan.plugs.pages import OFFICE_PAGES, PLAN_PAGES
from fordel.programme.plugs.start_page import CALENDAR, COUNTS, TASKS
from fordel.shared.log_words import DETAILS, SUBJECTS
from fordel.shared.modules import Module
from fordel.shared.plugs import answer

VERBS: Final = {
    "hearing.hearing.opened": _("Opened a hearing of a plan"),
    "hearing.hearing.extended": _("Gave more time for a hearing"),
    "hearing.hearing.invited": _("Added to those who are asked in a hearing"),
    "hearing.hearing.reminded": _("Reminded those who are asked in a hearing"),
    "hearing.hearing.closed": _("A hearing closed"),
    "hearing.hearing.answered": _("Sent the answers of a hearing"),
    "hearing.hearing.erased": _("Contact details of private persons in a hearing were erased"),
    "hearing.input.received": _("Received input to a hearing"),
    "hearing.input.answered": _("Answered a point of the input to a hearing"),
    "hearing.input.file_refused": _("Refused an infected file to a hearing"),
}

MODULE: Final = Module(
    name="hearing",
    verbs=VERBS,
    jobs=("hearing.turn",),
    answers=(
        answer(OFFICE_CALENDAR, calendar.of_office),
        answer(OWN_CALENDAR, calendar.of_person),
        answer(COUNTS, office_counts),
        answer(TASKS, start_page.tasks),
        answer(OWN_COUNTS, own_counts),
        answer(OWN_TASKS, start_page.own_tasks),
        answer(CALENDAR, start_page.days),
        answer(PLAN_PAGES, pages_of_plan),
        answer(OFFICE_PAGES, pages_of_office),
        answer(SUBJECTS, *LOG_SUBJECTS),
        answer(DETAILS, LOG_DETAILS),
        answer(OWN_DATA, ("input_to_hearings", input_of)),
    ),
)
