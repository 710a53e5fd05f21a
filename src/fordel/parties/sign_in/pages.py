"""What is said when somebody cannot sign in."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from fordel.core.identity_claims import Refusal
from fordel.shared.clock import OSLO


def clock(instant: datetime) -> str:
    """`14.35`, the first whole minute that is not before the instant."""
    local = instant.astimezone(OSLO)
    whole = local.replace(second=0, microsecond=0)
    return (whole if whole == local else whole + timedelta(minutes=1)).strftime("%H.%M")


def words_of_lock(until: datetime) -> str:
    """When one may try a password again, and what can be done before that."""
    return _(
        "There have been too many attempts. Try again at %(time)s, or sign in with a code by e-mail: that unlocks the"
        " account at once."
    ) % {"time": clock(until)}


def words_of_wait(until: datetime) -> str:
    """The same where there is nothing else to do than wait."""
    return _("There have been too many attempts. Try again at %(time)s.") % {"time": clock(until)}


def words_of_refusal(reason: str) -> tuple[str, str]:
    """Why a sign-in service's answer could not be used, and what to do."""
    again = _("Go back and sign in again. If it happens once more, sign in with a code by e-mail.")
    words = {
        Refusal.EXPIRED: (_("The answer from the sign-in service was too old."), again),
        Refusal.WRONG_NONCE: (_("The answer from the sign-in service has been used before."), again),
        Refusal.WRONG_AUDIENCE: (_("The answer from the sign-in service was meant for somebody else."), again),
        Refusal.TOO_LOW_LEVEL: (
            _("You signed in at a level that is too low."),
            _("Go back and choose a safer way to sign in there, for example BankID."),
        ),
        Refusal.NO_REPRESENTATION: (
            _("You have no access on behalf of an organisation."),
            _(
                "The sign-in service did not say that you may act for an organisation here. Ask whoever gives out"
                " rights in your organisation, and sign in again afterwards."
            ),
        ),
        "not_registered": (
            _("The organisation you act for is not registered in Fordel."),
            _("Ask the county governor's office to register it, and sign in again afterwards."),
        ),
        "read_only": (
            _("You may only read on behalf of the organisation."),
            _("Ask whoever gives out rights in your organisation for the right to write, and sign in again."),
        ),
        "away": (
            _("The sign-in service does not answer now."),
            _("Try again in a little while, or sign in with a code by e-mail."),
        ),
        "cancelled": (_("You stopped the sign-in."), _("Nothing has happened. You can start again.")),
    }
    return words.get(reason, (_("The sign-in service's answer could not be used."), again))


def cannot_sign_in(request: HttpRequest, provider: str, reason: str) -> HttpResponse:
    """The page of a refused sign-in, with the status 403."""
    what, then = words_of_refusal(reason)
    return render(
        request, "parties/cannot_sign_in.html", {"what": what, "then": then, "provider": provider}, status=403
    )
