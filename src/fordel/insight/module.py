"""Status and its files, in the house."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from fordel.insight.presentation import own_years, start_page
from fordel.outcomes.plugs.pages import OWN_PAGES
from fordel.parties.models import Role
from fordel.parties.plugs.menu import MENU, MenuEntry
from fordel.programme.plugs.start_page import CARDS, KEY_FIGURES, LEADS, STEPS
from fordel.shared.modules import Module
from fordel.shared.plugs import answer

ENTRIES: Final = (
    MenuEntry(
        _("Status"),
        "insight:status",
        {Role.CASE_OFFICER: 20, Role.FORUM_MEMBER: 20, Role.AUDITOR: 20, Role.APPROVER: 90},
    ),
)

MODULE: Final = Module(
    name="insight",
    answers=(
        answer(MENU, *ENTRIES),
        answer(STEPS, start_page.step),
        answer(LEADS, start_page.lead),
        answer(KEY_FIGURES, start_page.figures),
        answer(CARDS, start_page.cards),
        answer(OWN_PAGES, own_years.beside_reports),
    ),
)
