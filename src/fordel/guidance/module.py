"""Guidance in the house: articles, questions to the office, and help beside the work."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from fordel.guidance.presentation import start_page
from fordel.guidance.presentation.log_words import LOG_DETAILS, LOG_SUBJECTS
from fordel.guidance.presentation.search_hits import article_hits
from fordel.guidance.selectors.counts import office_counts
from fordel.guidance.selectors.own_data import feedback_of, questions_of
from fordel.parties.models import Role
from fordel.parties.plugs.menu import MENU, MenuEntry
from fordel.parties.plugs.search import SEARCH
from fordel.parties.selectors.own_data import OWN_DATA
from fordel.programme.plugs.start_page import COUNTS, TASKS
from fordel.shared.log_words import DETAILS, SUBJECTS
from fordel.shared.modules import Module
from fordel.shared.plugs import answer

VERBS: Final = {
    "guidance.article.started": _("Began an article"),
    "guidance.article.published": _("Published an article"),
    "guidance.article.withdrawn": _("Withdrew an article"),
    "guidance.article.discarded": _("Discarded the draft of an article"),
    "guidance.article.followed_up": _("Changed who answers for an article, or when it is read again"),
    "guidance.question.asked": _("Asked the office a question"),
    "guidance.question.answered": _("Answered a question"),
    "guidance.question.closed": _("Closed a question without an answer"),
    "guidance.question.made_article": _("Made an article of an answer"),
}

ENTRIES: Final = (
    MenuEntry(
        _("Guidance"),
        "guidance:articles",
        {Role.CASE_OFFICER: 90, Role.APPROVER: 90, Role.FORUM_MEMBER: 90, Role.AUDITOR: 90},
        is_of_office=True,
        is_aside=True,
    ),
    MenuEntry(
        _("Guidance"),
        "guidance:home",
        {Role.OWNER: 90, Role.PARTNER: 90, Role.NATIONAL_READER: 90},
        is_of_round=False,
    ),
)

MODULE: Final = Module(
    name="guidance",
    verbs=VERBS,
    answers=(
        answer(SEARCH, article_hits),
        answer(MENU, *ENTRIES),
        answer(SUBJECTS, *LOG_SUBJECTS),
        answer(DETAILS, LOG_DETAILS),
        answer(COUNTS, office_counts),
        answer(TASKS, start_page.tasks),
        answer(OWN_DATA, ("questions_to_offices", questions_of), ("feedback_on_articles", feedback_of)),
    ),
)
