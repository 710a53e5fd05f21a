"""The long-term plan in the house."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from fordel.parties.models import Role
from fordel.parties.plugs.menu import MENU, MenuEntry
from fordel.parties.plugs.search import SEARCH
from fordel.parties.selectors.own_data import OWN_DATA
from fordel.plan.presentation.log_words import LOG_DETAILS, LOG_SUBJECTS
from fordel.plan.presentation.search_hits import chapter_hits, plan_hits, theme_hits
from fordel.plan.services.pin_plan import follow_plan
from fordel.programme.events import RoundOpened
from fordel.shared.events import on
from fordel.shared.log_words import DETAILS, SUBJECTS
from fordel.shared.modules import Module
from fordel.shared.plugs import answer
from fordel.writing.selectors.comments import comments_by

VERBS: Final = {
    "plan.plan.begun": _("Began a long-term plan"),
    "plan.plan.changed": _("Changed what a long-term plan is for"),
    "plan.plan.discarded": _("Discarded a long-term plan"),
    "plan.plan.in_hearing": _("Put a long-term plan to a hearing"),
    "plan.plan.revised": _("The hearing closed, and the long-term plan is being revised"),
    "plan.plan.proposed": _("Put a long-term plan before the forum"),
    "plan.plan.taken_back": _("Took a long-term plan back from the forum"),
    "plan.plan.adopted": _("The forum adopted a long-term plan"),
    "plan.plan.in_force": _("Brought a long-term plan into force"),
    "plan.plan.replaced": _("A long-term plan was replaced"),
    "plan.chapter.added": _("Added a chapter to a plan"),
    "plan.chapter.renamed": _("Gave a chapter of a plan another title"),
    "plan.chapter.moved": _("Moved a chapter of a plan"),
    "plan.chapter.removed": _("Took a chapter out of a plan"),
    "plan.correction.suggested": _("Wrote a correction of a long-term plan"),
    "plan.correction.approved": _("Corrected a long-term plan"),
    "plan.correction.withdrawn": _("Withdrew a correction of a long-term plan"),
    "plan.theme.added": _("Added a theme to a plan"),
    "plan.theme.changed": _("Changed a theme of a plan"),
    "plan.theme.moved": _("Moved a theme of a plan"),
    "plan.theme.removed": _("Took a theme out of a plan"),
}

ENTRIES: Final = (
    MenuEntry(
        _("Plan"),
        "plan:plans",
        {Role.CASE_OFFICER: 55, Role.APPROVER: 55, Role.FORUM_MEMBER: 55, Role.AUDITOR: 55},
        is_of_office=True,
    ),
)

MODULE: Final = Module(
    name="plan",
    verbs=VERBS,
    answers=(
        answer(SEARCH, plan_hits, chapter_hits, theme_hits),
        answer(MENU, *ENTRIES),
        answer(SUBJECTS, *LOG_SUBJECTS),
        answer(DETAILS, LOG_DETAILS),
        answer(OWN_DATA, ("comments_on_documents", comments_by)),
    ),
    reactions=(on(RoundOpened, follow_plan),),
)
