"""The code that confirms an e-mail address, and how many are sent: to one address, from one network and in all."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import timedelta
from typing import Final

from django.db import transaction
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from fordel.notices.models import CodeSent, ConfirmedByCode
from fordel.notices.recipient import Recipient
from fordel.notices.services.notify import notify
from fordel.shared.clock import now
from fordel.shared.errors import UserError
from fordel.shared.notice import Notice

PERIOD: Final = timedelta(hours=1)
MOST_TO_AN_ADDRESS: Final = 5
MOST_FROM_A_NETWORK: Final = 60
"""Generous: everybody in a town hall may come from one address."""
MOST_OF_A_SENDER: Final = 300
LASTS: Final = timedelta(minutes=15)
MOST_TRIES: Final = 5
KEPT: Final = timedelta(days=1)


def _hash(what: str, value: str) -> str:
    return salted_hmac(f"fordel.notices.{what}", value).hexdigest()


@transaction.atomic
def send_code(held: ConfirmedByCode, about: str, ip: str, notice: Callable[[str], Notice]) -> None:
    """Send a new code to the address of what is held; the one before is worth nothing then. `about` is what the limits
    are counted for, and the caller holds it: the count and the new row belong together. `notice` is the mail with the
    code. Raises UserError (field `email`) if too many have been sent."""
    address, network, instant = _hash("address", held.email.lower()), _hash("ip", ip), now()
    recent = CodeSent.objects.filter(about=about, sent_at__gt=instant - PERIOD)
    if recent.filter(address_hash=address).count() >= MOST_TO_AN_ADDRESS:
        message = _("We have sent %(most)s codes to this address in an hour.") % {"most": MOST_TO_AN_ADDRESS}
        raise UserError(message, _("Use the last one, or try again in an hour. Keep what you have written."), "email")
    if recent.filter(ip_hash=network).count() >= MOST_FROM_A_NETWORK or recent.count() >= MOST_OF_A_SENDER:
        message = _("Many people are asking for a code just now, so we cannot send more of them.")
        raise UserError(message, _("Try again in an hour. Keep what you have written."), "email")
    code = f"{secrets.randbelow(10**6):06d}"
    held.code_hash, held.code_sent_at, held.code_tries = _hash(f"code.{held.secret}", code), instant, 0
    held.save(update_fields=["code_hash", "code_sent_at", "code_tries"])
    CodeSent.objects.create(about=about, address_hash=address, ip_hash=network, sent_at=instant)
    notify([Recipient(held.email, held.language)], notice(code))


def confirm(given: ConfirmedByCode, code: str) -> None:
    """Raise UserError (field `code`) unless it is the code that was sent last, in time. A wrong one is counted, so call
    it outside the transaction that its answer decides over."""
    with transaction.atomic():
        held = type(given)._default_manager.select_for_update(of=("self",)).get(pk=given.pk)
        error = _why_not(held, "".join(code.split()))
        if error is not None and code.strip():
            held.code_tries += 1
            held.save(update_fields=["code_tries"])
    if error is not None:
        raise error


def _why_not(held: ConfirmedByCode, code: str) -> UserError | None:
    if not code:
        return UserError(_("The code is missing."), _("Write the code that we sent you by e-mail."), "code")
    if held.code_sent_at is None or now() > held.code_sent_at + LASTS:
        return UserError(_("The code is too old."), _("Ask for a new one below."), "code")
    if held.code_tries >= MOST_TRIES:
        return UserError(_("The code was wrong too many times."), _("Ask for a new one below."), "code")
    if not constant_time_compare(held.code_hash, _hash(f"code.{held.secret}", code)):
        return UserError(_("This is not the code that we sent last."), _("Look in the newest e-mail from us."), "code")
    return None


def forget_old_codes() -> None:
    """Remove what is only kept for the limits."""
    CodeSent.objects.filter(sent_at__lt=now() - KEPT).delete()
