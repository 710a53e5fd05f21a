"""Needs reports in the house. What the list of reports knows follows names."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from fordel.parties.events import NamesChanged
from fordel.parties.models import Role
from fordel.parties.plugs.calendar import OWN_CALENDAR
from fordel.parties.plugs.menu import MENU, MenuEntry
from fordel.parties.plugs.search import SEARCH
from fordel.parties.plugs.tasks import OWN_TASKS
from fordel.programme.plugs.start_page import COUNTS, TASKS
from fordel.reports.casework.presentation import start_page
from fordel.reports.casework.selectors.counts import office_counts
from fordel.reports.drafting.presentation import calendar, own_tasks
from fordel.reports.menu import has_seat, is_asked, own_reports_waiting, requests_waiting
from fordel.reports.models import NeedsReport
from fordel.reports.presentation.log_words import LOG_DETAILS, LOG_SUBJECTS
from fordel.reports.presentation.search_hits import report_hits
from fordel.reports.services.index_report import index_named
from fordel.shared.events import on
from fordel.shared.log_words import DETAILS, SUBJECTS
from fordel.shared.modules import Module
from fordel.shared.plugs import answer

VERBS: Final = {
    "reports.file.received": _("Uploaded a spreadsheet"),
    "reports.mapping.changed": _("Changed how a spreadsheet is read"),
    "reports.import.applied": _("Imported a spreadsheet"),
    "reports.import.undone": _("Undid an import"),
    "reports.import.stopped": _("An import stopped and was taken back"),
    "reports.draft.started": _("Began a needs report"),
    "reports.draft.discarded": _("Discarded a draft"),
    "reports.report.sent": _("Sent a needs report"),
    "reports.report.withdrawn": _("Withdrew a needs report"),
    "reports.party.added": _("Added a partner to a needs report"),
    "reports.party.removed": _("Took a partner out of a needs report"),
    "reports.party.asked": _("Asked a partner to confirm"),
    "reports.party.reminded": _("Reminded a partner"),
    "reports.party.confirmed": _("Confirmed taking part"),
    "reports.party.declined": _("Declined to take part"),
    "reports.party.changed": _("What a partner had confirmed was changed"),
    "reports.attachment.added": _("Added an attachment"),
    "reports.attachment.removed": _("Removed an attachment"),
    "reports.attachment.refused": _("An infected file was refused"),
    "reports.report.accepted": _("Marked a needs report as ready for the forum"),
    "reports.report.returned": _("Sent a needs report back to its owner"),
    "reports.report.refused": _("Found a needs report not eligible"),
    "reports.report.called_back": _("Called a needs report back from its owner"),
    "reports.report.reopened": _("Opened a needs report again"),
    "reports.report.assigned": _("Assigned a needs report"),
    "reports.exemption.made": _("Exempted a measure from public access"),
    "reports.exemption.lifted": _("Made a measure public again"),
    "reports.message.sent": _("Wrote to the owner of a needs report"),
    "reports.message.answered": _("Wrote to the county governor about a needs report"),
    "reports.message.read": _("Read an answer about a needs report"),
    "reports.note.written": _("Wrote an internal note"),
    "reports.extension.asked": _("Asked for a later deadline"),
    "reports.extension.granted": _("Granted an owner a later deadline"),
    "reports.extension.changed": _("Changed an owner's later deadline"),
    "reports.extension.withdrawn": _("Withdrew an owner's later deadline"),
    "reports.extension.refused": _("Refused a later deadline"),
    "reports.reminder.sent": _("Reminded owners of the deadline"),
    "reports.report.imported": _("Imported a needs report"),
    "reports.report.updated": _("Updated a needs report"),
}

ENTRIES: Final = (
    MenuEntry(
        _("Needs reports"),
        "reports:reports",
        {Role.CASE_OFFICER: 10, Role.FORUM_MEMBER: 10, Role.AUDITOR: 10},
        rows=NeedsReport.objects.counted,
        shown_if=has_seat,
    ),
    MenuEntry(_("Needs reports"), "own_needs:list", {Role.OWNER: 10}, is_of_round=False, count=own_reports_waiting),
    MenuEntry(
        _("Confirm collaboration"),
        "own_needs:requests",
        {Role.OWNER: 20, Role.PARTNER: 10},
        is_of_round=False,
        count=requests_waiting,
        shown_if=is_asked,
    ),
    MenuEntry(_("Our measures"), "own_needs:list", {Role.PARTNER: 20}, is_of_round=False),
)

MODULE: Final = Module(
    name="reports",
    verbs=VERBS,
    jobs=(
        "reports.apply_in_background",
        "reports.remind_of_deadlines",
        "reports.tell_party_of_change",
        "reports.write_receipt",
    ),
    answers=(
        answer(SEARCH, report_hits),
        answer(SUBJECTS, *LOG_SUBJECTS),
        answer(DETAILS, LOG_DETAILS),
        answer(MENU, *ENTRIES),
        answer(COUNTS, office_counts),
        answer(TASKS, start_page.tasks),
        answer(OWN_TASKS, own_tasks.tasks),
        answer(OWN_CALENDAR, calendar.of_person),
    ),
    reactions=(on(NamesChanged, index_named),),
)
