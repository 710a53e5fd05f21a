"""Schemes, rounds, frames and deadlines, in the house."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from fordel.parties.models import Role
from fordel.parties.plugs.calendar import OFFICE_CALENDAR, OWN_CALENDAR
from fordel.parties.plugs.menu import MENU, MenuEntry
from fordel.programme.plugs.start_page import CALENDAR, LEADS
from fordel.programme.presentation import calendar, days
from fordel.programme.presentation.log_words import LOG_DETAILS, LOG_SUBJECTS
from fordel.shared.log_words import DETAILS, SUBJECTS
from fordel.shared.modules import Module
from fordel.shared.plugs import answer

VERBS: Final = {
    "programme.round.opened": _("Opened a year"),
    "programme.round.changed": _("Changed deadlines or the note"),
    "programme.frame.changed": _("Changed a frame"),
}

ENTRIES: Final = (MenuEntry(_("Setup"), "programme:setup", {Role.CASE_OFFICER: 80, Role.AUDITOR: 80}, is_aside=True),)

MODULE: Final = Module(
    name="programme",
    verbs=VERBS,
    answers=(
        answer(OFFICE_CALENDAR, calendar.of_office),
        answer(OWN_CALENDAR, calendar.of_person),
        answer(SUBJECTS, *LOG_SUBJECTS),
        answer(DETAILS, LOG_DETAILS),
        answer(MENU, *ENTRIES),
        answer(CALENDAR, days.days_of),
        answer(LEADS, days.lead),
    ),
)
