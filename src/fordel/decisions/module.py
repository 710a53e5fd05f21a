"""Decisions in the house: reports are locked when the year is decided; imports and the recommendation already when a
proposal builds on them."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from fordel.decisions.presentation import own_tasks, start_page
from fordel.decisions.presentation.log_words import LOG_DETAILS, LOG_SUBJECTS
from fordel.decisions.selectors.granted import granted_to_pairs
from fordel.decisions.selectors.letters import own_counts
from fordel.decisions.services.locks import why_decided, why_proposed, why_recommendation_is_used
from fordel.forum.recommendation.services.recommendation_rules import REOPEN_LOCKS
from fordel.parties.models import Role
from fordel.parties.plugs.menu import MENU, MenuEntry
from fordel.parties.plugs.tasks import OWN_COUNTS, OWN_TASKS
from fordel.partnership.plugs.granted import GRANTED
from fordel.programme.plugs.start_page import KEY_FIGURES, LEADS, STEPS, TASKS
from fordel.reports.plugs.report_locks import CHANGE_LOCKS, UNDO_LOCKS
from fordel.shared.log_words import DETAILS, SUBJECTS
from fordel.shared.modules import Module
from fordel.shared.plugs import answer

VERBS: Final = {
    "decisions.proposal.created": _("Made a proposal"),
    "decisions.proposal.submitted": _("Submitted a proposal"),
    "decisions.proposal.approved": _("Approved a proposal"),
    "decisions.proposal.returned": _("Returned a proposal"),
    "decisions.proposal.voided": _("The approval of a proposal became void"),
    "decisions.proposal.changed": _("Changed a proposal"),
    "decisions.proposal.discarded": _("Discarded a proposal"),
    "decisions.proposal.issued": _("Made the decision"),
    "decisions.letter.written": _("Wrote a letter"),
    "decisions.letter.opened": _("Opened a letter"),
}

ENTRIES: Final = (
    MenuEntry(_("Decisions"), "decisions:overview", {Role.CASE_OFFICER: 70, Role.APPROVER: 70, Role.AUDITOR: 70}),
    MenuEntry(_("Decisions"), "letters:list", {Role.OWNER: 70, Role.PARTNER: 70}, is_of_round=False),
)

MODULE: Final = Module(
    name="decisions",
    verbs=VERBS,
    jobs=("decisions.write_letter_pdfs",),
    answers=(
        answer(SUBJECTS, *LOG_SUBJECTS),
        answer(DETAILS, LOG_DETAILS),
        answer(MENU, *ENTRIES),
        answer(STEPS, start_page.step),
        answer(TASKS, start_page.tasks),
        answer(OWN_COUNTS, own_counts),
        answer(OWN_TASKS, own_tasks.tasks),
        answer(LEADS, start_page.lead),
        answer(KEY_FIGURES, start_page.figures),
        answer(GRANTED, granted_to_pairs),
        answer(CHANGE_LOCKS, why_decided),
        answer(UNDO_LOCKS, why_proposed),
        answer(REOPEN_LOCKS, why_recommendation_is_used),
    ),
)
