"""Offices, municipalities, organisations, people and roles, in the house."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from fordel.parties.plugs.search import SEARCH
from fordel.parties.presentation.log_words import LOG_DETAILS, LOG_SUBJECTS
from fordel.parties.presentation.search_hits import organisation_hits
from fordel.shared.log_words import DETAILS, SUBJECTS
from fordel.shared.modules import Module
from fordel.shared.plugs import answer

VERBS: Final = {
    "parties.organisation.registered": _("Registered an organisation"),
    "parties.organisation.language_form_set": _("Set an organisation's form of Norwegian"),
    "parties.alias.remembered": _("Remembered another name of an organisation"),
    "parties.person.signed_in": _("Signed in"),
    "parties.person.signed_others_out": _("Signed out on other devices"),
    "parties.person.changed_sign_in": _("Changed how they sign in"),
    "parties.person.changed_email": _("Changed their e-mail address"),
    "parties.person.erased": _("Was erased"),
    "parties.role.given": _("Gave somebody a role"),
    "parties.role.changed": _("Changed somebody's role"),
    "parties.role.signing_given": _("Gave somebody the right to sign"),
    "parties.role.signing_taken": _("Took the right to sign back"),
    "parties.role.removed": _("Took a role away"),
    "parties.role.left": _("Switched from a role"),
    "parties.role.taken_up": _("Switched to a role"),
    "parties.invitation.sent": _("Sent an invitation"),
    "parties.invitation.withdrawn": _("Withdrew an invitation"),
    "parties.invitation.accepted": _("Accepted an invitation"),
    "parties.join_request.sent": _("Asked to join an organisation"),
    "parties.join_request.withdrawn": _("Withdrew a request to join"),
    "parties.join_request.approved": _("Let somebody join"),
    "parties.join_request.declined": _("Declined a request to join"),
}

MODULE: Final = Module(
    name="parties",
    verbs=VERBS,
    answers=(
        answer(SEARCH, organisation_hits),
        answer(SUBJECTS, *LOG_SUBJECTS),
        answer(DETAILS, LOG_DETAILS),
    ),
)
