"""The employees' pulse in the house."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from fordel.parties.models import Role
from fordel.parties.plugs.menu import MENU, MenuEntry
from fordel.pulse.presentation.log_words import LOG_DETAILS, LOG_SUBJECTS
from fordel.shared.log_words import DETAILS, SUBJECTS
from fordel.shared.modules import Module
from fordel.shared.plugs import answer

VERBS: Final = {
    "pulse.pulse.opened": _("Opened the questions to the employees"),
    "pulse.pulse.changed": _("Changed how many codes there are, or the last day to answer"),
}
ENTRIES: Final = (
    MenuEntry(_("The employees"), "own_pulses:list", {Role.OWNER: 75}, is_of_round=False),
    MenuEntry(
        _("The employees"),
        "round_pulses:list",
        {Role.CASE_OFFICER: 77, Role.APPROVER: 77, Role.AUDITOR: 77},
        is_aside=True,
    ),
)

MODULE: Final = Module(
    name="pulse",
    verbs=VERBS,
    answers=(answer(SUBJECTS, *LOG_SUBJECTS), answer(DETAILS, LOG_DETAILS), answer(MENU, *ENTRIES)),
)
