"""Yearly reports to Udir in the house."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext_lazy as _

from fordel.annual.presentation import calendar, start_page
from fordel.annual.presentation.log_words import LOG_DETAILS, LOG_SUBJECTS
from fordel.annual.selectors.office_state import office_counts
from fordel.annual.selectors.own_data import comments_by, signatures_by
from fordel.parties.models import Role
from fordel.parties.plugs.calendar import OFFICE_CALENDAR, OWN_CALENDAR
from fordel.parties.plugs.menu import MENU, MenuEntry
from fordel.parties.selectors.own_data import OWN_DATA
from fordel.programme.plugs.start_page import CALENDAR, COUNTS, TASKS
from fordel.shared.log_words import DETAILS, SUBJECTS
from fordel.shared.modules import Module
from fordel.shared.plugs import answer

VERBS: Final = {
    "annual.report.begun": _("Began the annual report"),
    "annual.report.commented": _("Changed a comment in the annual report"),
    "annual.report.ready": _("Made the annual report ready to sign"),
    "annual.report.taken_back": _("Took back the annual report before it was sent"),
    "annual.report.signed": _("Signed the annual report"),
    "annual.report.voided": _("A signature on the annual report no longer counts"),
    "annual.report.sent": _("The annual report was sent to Udir"),
    "annual.report.replaced": _("An annual report was replaced by a corrected version"),
    "annual.report.correcting": _("Began a corrected version of the annual report"),
    "annual.report.discarded": _("Discarded a corrected version of the annual report"),
    "annual.report.reminded": _("Reminded the office of the annual report"),
}
_OFFICE: Final[Mapping[str, int]] = {Role.CASE_OFFICER: 78, Role.APPROVER: 78, Role.AUDITOR: 78}
ENTRIES: Final = (
    MenuEntry(_("Annual report"), "annual_office:report", _OFFICE, is_aside=True),
    MenuEntry(_("Annual reports"), "annual:list", {Role.NATIONAL_READER: 10, Role.AUDITOR: 10}, is_of_round=False),
)

MODULE: Final = Module(
    name="annual",
    verbs=VERBS,
    jobs=("annual.turn",),
    answers=(
        answer(SUBJECTS, *LOG_SUBJECTS),
        answer(DETAILS, LOG_DETAILS),
        answer(MENU, *ENTRIES),
        answer(OWN_DATA, ("annual_signatures", signatures_by), ("annual_comments", comments_by)),
        answer(COUNTS, office_counts),
        answer(TASKS, start_page.tasks),
        answer(CALENDAR, start_page.days_of),
        answer(OFFICE_CALENDAR, calendar.of_office),
        answer(OWN_CALENDAR, calendar.of_person),
    ),
)
