"""Partnerships of owners and providers in the house."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from fordel.parties.models import Role
from fordel.parties.plugs.menu import MENU, MenuEntry
from fordel.parties.plugs.tasks import OWN_COUNTS, OWN_TASKS
from fordel.parties.selectors.own_data import OWN_DATA
from fordel.partnership.presentation import own_tasks
from fordel.partnership.presentation.log_words import LOG_DETAILS, LOG_SUBJECTS
from fordel.partnership.presentation.suggestions import suggestions
from fordel.partnership.selectors.agreements import own_counts
from fordel.partnership.selectors.own_data import signatures_by, statuses_by
from fordel.reports.plugs.suggestions import SUGGESTIONS
from fordel.shared.log_words import DETAILS, SUBJECTS
from fordel.shared.modules import Module
from fordel.shared.plugs import answer

VERBS: Final = {
    "partnership.agreement.begun": _("Began an agreement between an owner and a partner"),
    "partnership.agreement.signed": _("Signed an agreement"),
    "partnership.agreement.voided": _("A signature no longer counted: the agreement was changed"),
    "partnership.agreement.in_force": _("An agreement came into force"),
    "partnership.agreement.replaced": _("An agreement was replaced by its renewal"),
    "partnership.agreement.ended": _("Ended an agreement"),
    "partnership.agreement.discarded": _("Discarded the draft of an agreement"),
    "partnership.attachment.added": _("Added an attachment to an agreement"),
    "partnership.attachment.removed": _("Removed an attachment from an agreement"),
    "partnership.attachment.refused": _("Refused an infected file to an agreement"),
    "partnership.status.given": _("Reported how a partnership is going"),
    "partnership.action.added": _("Wrote something to do in a partnership"),
    "partnership.action.done": _("Did something in a partnership"),
    "partnership.offer.saved": _("Changed what a provider offers"),
    "partnership.template.saved": _("Saved the template for agreements"),
}

ENTRIES: Final = (
    MenuEntry(_("Partnership"), "own_partnerships:list", {Role.OWNER: 40, Role.PARTNER: 40}, is_of_round=False),
    MenuEntry(
        _("Partnership"),
        "partnerships:list",
        {Role.CASE_OFFICER: 58, Role.APPROVER: 58, Role.AUDITOR: 58},
        is_of_office=True,
    ),
)

MODULE: Final = Module(
    name="partnership",
    verbs=VERBS,
    jobs=("partnership.write_agreement",),
    answers=(
        answer(OWN_COUNTS, own_counts),
        answer(OWN_TASKS, own_tasks.tasks),
        answer(OWN_DATA, ("signatures", signatures_by), ("partnership_statuses", statuses_by)),
        answer(SUBJECTS, *LOG_SUBJECTS),
        answer(DETAILS, LOG_DETAILS),
        answer(MENU, *ENTRIES),
        answer(SUGGESTIONS, suggestions),
    ),
)
