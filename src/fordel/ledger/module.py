"""The ledger in the house: a frame must not go below what is promised from it."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from fordel.ledger.presentation.log_words import LOG_DETAILS, LOG_SUBJECTS
from fordel.ledger.services.guards import refuse_frame_below_promises
from fordel.programme.plugs.frame_guards import FRAME_GUARDS
from fordel.shared.log_words import DETAILS, SUBJECTS
from fordel.shared.modules import Module
from fordel.shared.plugs import answer

VERBS: Final = {
    "ledger.transaction.posted": _("Posted in the ledger"),
}

MODULE: Final = Module(
    name="ledger",
    verbs=VERBS,
    answers=(
        answer(FRAME_GUARDS, refuse_frame_below_promises),
        answer(SUBJECTS, *LOG_SUBJECTS),
        answer(DETAILS, LOG_DETAILS),
    ),
)
