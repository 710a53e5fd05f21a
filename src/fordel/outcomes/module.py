"""Outcome reports in the house."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from fordel.outcomes.presentation import calendar, own_tasks, start_page
from fordel.outcomes.presentation.log_words import LOG_DETAILS, LOG_SUBJECTS
from fordel.outcomes.selectors.office_counts import office_counts
from fordel.outcomes.selectors.own_counts import own_counts
from fordel.parties.models import Role
from fordel.parties.plugs.calendar import OFFICE_CALENDAR, OWN_CALENDAR
from fordel.parties.plugs.menu import MENU, MenuEntry
from fordel.parties.plugs.tasks import OWN_COUNTS, OWN_TASKS
from fordel.programme.plugs.start_page import CALENDAR, COUNTS, KEY_FIGURES, TASKS
from fordel.shared.log_words import DETAILS, SUBJECTS
from fordel.shared.modules import Module
from fordel.shared.plugs import answer

VERBS: Final = {
    "outcomes.report.opened": _("An outcome report opened"),
    "outcomes.report.reminded": _("Reminded an owner of its outcome report"),
    "outcomes.report.sent": _("Sent an outcome report"),
    "outcomes.report.returned": _("Returned an outcome report"),
    "outcomes.report.approved": _("Approved an outcome report"),
    "outcomes.report.extended": _("Gave an outcome report a later deadline"),
    "outcomes.report.registered": _("Began to register an outcome report on behalf of its owner"),
    "outcomes.report.assigned": _("Assigned an outcome report"),
    "outcomes.report.closed": _("An outcome report was closed: its grant was reversed"),
    "outcomes.part.confirmed": _("Confirmed a part of an outcome report"),
    "outcomes.part.changed": _("A part of an outcome report was changed after it was confirmed"),
    "outcomes.message.sent": _("Wrote to an owner about its outcome report"),
    "outcomes.message.answered": _("Answered about an outcome report"),
    "outcomes.attachment.added": _("Added an attachment to an outcome report"),
    "outcomes.attachment.removed": _("Removed an attachment from an outcome report"),
    "outcomes.attachment.refused": _("Refused an infected file to an outcome report"),
}

ENTRIES: Final = (
    MenuEntry(_("Outcomes"), "outcome_office:list", {Role.CASE_OFFICER: 75, Role.APPROVER: 75, Role.AUDITOR: 75}),
    MenuEntry(_("Outcomes"), "own_outcomes:list", {Role.OWNER: 75, Role.PARTNER: 75}, is_of_round=False),
)

MODULE: Final = Module(
    name="outcomes",
    verbs=VERBS,
    jobs=("outcomes.turn", "outcomes.write_receipt"),
    answers=(
        answer(SUBJECTS, *LOG_SUBJECTS),
        answer(DETAILS, LOG_DETAILS),
        answer(MENU, *ENTRIES),
        answer(OWN_COUNTS, own_counts),
        answer(OWN_TASKS, own_tasks.tasks),
        answer(COUNTS, office_counts),
        answer(TASKS, start_page.tasks),
        answer(KEY_FIGURES, start_page.figures),
        answer(CALENDAR, start_page.days_of),
        answer(OFFICE_CALENDAR, calendar.of_office),
        answer(OWN_CALENDAR, calendar.of_person),
    ),
)
