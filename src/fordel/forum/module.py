"""The forum in the house: it says who is called to a meeting and which reports are closed to whom, and keeps imports,
meetings and cases as they are while a scenario or a vote builds on them."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from fordel.forum.adoption.presentation.plan_in_meetings import plan_subjects, treatment
from fordel.forum.models import Scenario
from fordel.forum.presentation.log_words import LOG_DETAILS, LOG_SUBJECTS
from fordel.forum.recommendation.presentation import start_page as recommendation_on_start
from fordel.forum.scenarios.presentation import start_page as scenarios_on_start
from fordel.forum.scenarios.presentation.meeting_screen import scenario_screen, scenario_tool
from fordel.forum.scenarios.services.import_locks import why_scenarios_hold_imports
from fordel.forum.seats.events import ConflictJudged, ConflictsChanged
from fordel.forum.seats.presentation import start_page as seats_on_start
from fordel.forum.seats.presentation.meeting_hooks import (
    deadlines,
    may_have_paper,
    people_called,
    subjects,
    why_not_seated,
)
from fordel.forum.seats.presentation.open_conflicts import before_meeting
from fordel.forum.seats.selectors.impartiality import view_of_member
from fordel.forum.seats.selectors.year_work import work_counts
from fordel.forum.seats.services.conflicts import follow_reports
from fordel.forum.seats.services.serve_scheme import serve_opened
from fordel.forum.voting.presentation import start_page as voting_on_start
from fordel.forum.voting.presentation.meeting_votes import conflict_panel, vote_panel, vote_screen
from fordel.forum.voting.selectors.votes import ballots_of
from fordel.forum.voting.services.note_conflicts import conflict_words, note_judged
from fordel.forum.voting.services.prioritise import recount
from fordel.forum.voting.services.vote_locks import why_vote_keeps_case, why_vote_keeps_meeting
from fordel.meetings.plugs import hooks
from fordel.parties.models import Role
from fordel.parties.plugs.menu import MENU, MenuEntry
from fordel.parties.plugs.seats import SEATS
from fordel.parties.selectors.own_data import OWN_DATA
from fordel.plan.plugs.treatments import TREATMENTS
from fordel.programme.events import RoundOpened
from fordel.programme.plugs.start_page import CALENDAR, COUNTS, LEADS, STEPS, TASKS
from fordel.reports.events import ReportsChanged
from fordel.reports.menu import has_seat
from fordel.reports.plugs.member_view import MEMBERS
from fordel.reports.plugs.report_locks import UNDO_LOCKS
from fordel.shared.events import on
from fordel.shared.log_words import DETAILS, SUBJECTS
from fordel.shared.modules import Module
from fordel.shared.plugs import answer

VERBS: Final = {
    "forum.scenario.created": _("Made a scenario"),
    "forum.scenario.changed": _("Changed a scenario"),
    "forum.scenario.deleted": _("Deleted a scenario"),
    "forum.seat.added": _("A seat in the forum was added"),
    "forum.seat.changed": _("A seat in the forum was changed"),
    "forum.seat.ended": _("A seat in the forum was ended"),
    "forum.conflict.suggested": _("A conflict of interest was suggested"),
    "forum.conflict.declared": _("A member declared a conflict of interest"),
    "forum.conflict.decided": _("The secretariat decided on impartiality"),
    "forum.prioritising.opened": _("The forum's prioritising was opened"),
    "forum.prioritising.closed": _("The forum's prioritising was closed"),
    "forum.vote.opened": _("Opened a vote in the forum"),
    "forum.vote.cast": _("Voted in the forum"),
    "forum.vote.announced": _("Announced when a vote may be closed"),
    "forum.vote.closed": _("Closed a vote in the forum"),
    "forum.vote.agreed": _("Noted that the forum agreed instead of voting"),
    "forum.recommendation.begun": _("Began the recommendation"),
    "forum.recommendation.changed": _("Changed the recommendation"),
    "forum.recommendation.adopted": _("The forum adopted the recommendation"),
    "forum.recommendation.reopened": _("The recommendation was opened again"),
}

ENTRIES: Final = (
    MenuEntry(
        _("Distribution"),
        "forum:distribution",
        {Role.CASE_OFFICER: 30, Role.FORUM_MEMBER: 30, Role.AUDITOR: 30},
        rows=Scenario.objects.all,
        shown_if=has_seat,
    ),
    MenuEntry(
        _("Forum"),
        "forum_people:members",
        {Role.CASE_OFFICER: 40, Role.APPROVER: 40, Role.FORUM_MEMBER: 40, Role.AUDITOR: 40},
        is_of_office=True,
        also=("habilitet", "prioritering"),
        shown_if=has_seat,
    ),
    MenuEntry(
        _("Recommendation"),
        "recommendation:recommendation",
        {Role.CASE_OFFICER: 60, Role.APPROVER: 60, Role.FORUM_MEMBER: 60, Role.AUDITOR: 60},
        shown_if=has_seat,
    ),
)

MODULE: Final = Module(
    name="forum",
    verbs=VERBS,
    answers=(
        answer(SUBJECTS, *LOG_SUBJECTS),
        answer(DETAILS, LOG_DETAILS),
        answer(MENU, *ENTRIES),
        answer(COUNTS, work_counts),
        answer(STEPS, recommendation_on_start.step),
        answer(
            TASKS,
            seats_on_start.tasks,
            voting_on_start.tasks,
            scenarios_on_start.tasks,
            recommendation_on_start.tasks,
        ),
        answer(LEADS, recommendation_on_start.lead),
        answer(CALENDAR, seats_on_start.days),
        answer(UNDO_LOCKS, why_scenarios_hold_imports),
        answer(MEMBERS, view_of_member),
        answer(hooks.PEOPLE, people_called),
        answer(SEATS, why_not_seated),
        answer(hooks.SUBJECTS, subjects, plan_subjects),
        answer(hooks.DEADLINES, deadlines),
        answer(hooks.PAPER_RULES, may_have_paper),
        answer(hooks.SCREENS, scenario_screen, vote_screen),
        answer(hooks.TOOLS, scenario_tool),
        answer(hooks.PANELS, vote_panel, conflict_panel),
        answer(hooks.BEFORE, before_meeting),
        answer(hooks.END_LOCKS, why_vote_keeps_meeting),
        answer(hooks.NOTINGS, conflict_words),
        answer(hooks.ITEM_LOCKS, why_vote_keeps_case),
        answer(TREATMENTS, treatment),
        answer(OWN_DATA, ("votes_in_the_forum", ballots_of)),
    ),
    reactions=(
        on(ReportsChanged, follow_reports),
        on(RoundOpened, serve_opened),
        on(ConflictsChanged, recount),
        on(ConflictJudged, note_judged),
    ),
)
