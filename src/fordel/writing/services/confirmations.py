"""Parties confirm what they were shown, and nothing else. A change after that is noticed, and a mail tells of it.

The caller locks the document and the party, in one transaction with these.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _

from fordel.core.form.binding import binding_hash
from fordel.notices.quiet import quiet_time
from fordel.parties.models import Person
from fordel.shared.clock import now
from fordel.shared.errors import UserError
from fordel.writing.plugs.parties import P, PartyKind

LONGEST_REASON: Final = 2000
ANSWERED: Final = ("confirmed", "changed")


class ChangedMeanwhileError(UserError):
    """What the party was shown is not what the document says now; nothing was confirmed."""


def confirm(kind: PartyKind[P], party: P, person: Person, seen_hash: str, received_at: datetime) -> None:
    """Store what the party says yes to. `seen_hash` is of what the person was shown: it alone is confirmed.

    Confirming the same twice changes nothing. Raises ChangedMeanwhileError, and UserError if no answer counts now.
    """
    refuse_late(kind, party, received_at)
    binding = kind.binding(party)
    if binding_hash(binding) != seen_hash:
        raise ChangedMeanwhileError(*kind.why_changed(party))
    if party.state == "confirmed" and party.confirmed == binding:
        return
    kind.advance(party, "confirm", person)
    party.confirmed, party.answered_at, party.answered_by = binding, now(), person
    party.tell_due_at, party.told_hash = None, ""
    party.save()
    kind.note(party, "confirmed", person, binding)


def decline(kind: PartyKind[P], party: P, person: Person, reason: str, received_at: datetime) -> bool:
    """Store that the party says no, and why; False if it has said so already. Raises UserError (field `reason`) without
    a reason, and if no answer counts now."""
    refuse_late(kind, party, received_at)
    why = reason.strip()
    if len(why) > LONGEST_REASON:
        raise UserError(
            _("The reason is longer than %(most)s characters.") % {"most": LONGEST_REASON}, _("Shorten it."), "reason"
        )
    if party.state == "declined" and party.answer_text == why:
        return False
    kind.advance(party, "decline", person, reason=why)
    party.answered_at, party.answered_by, party.answer_text = now(), person, why
    party.tell_due_at, party.told_hash = None, ""
    party.save()
    kind.note(party, "declined", person)
    return True


def refuse_late(kind: PartyKind[P], party: P, received_at: datetime) -> None:
    """Raise UserError if an answer that the server received at the instant does not count."""
    late = kind.why_late(party, received_at)
    if late is not None:
        raise UserError(*late)


def compare(kind: PartyKind[P], party: P) -> None:
    """Move a party that has confirmed to «changed» if its confirmation no longer holds, and back if it holds again."""
    binding = kind.binding(party)
    holds = binding == party.confirmed
    if holds and party.state == "changed":
        _restore(kind, party)
    elif not holds:
        is_new = party.state == "confirmed"
        if is_new:
            kind.advance(party, "change", None)
        if binding_hash(binding) == party.told_hash:
            party.tell_due_at = None
        else:
            _plan_mail(kind, party)
        party.save(update_fields=["state", "tell_due_at"])
        if is_new:
            kind.note(party, "changed", None)


def _plan_mail(kind: PartyKind[P], party: P) -> None:
    """One job waits for each party; a change while it waits only moves the time it acts at."""
    is_waiting = party.tell_due_at is not None
    quiet = quiet_time()
    party.tell_due_at = now() + quiet
    if not is_waiting:
        kind.tell_after(party, quiet)


def _restore(kind: PartyKind[P], party: P) -> None:
    kind.advance(party, "restore", None)
    if party.told_hash:
        kind.taken_back(party)
    party.tell_due_at, party.told_hash = None, ""
    party.save(update_fields=["state", "tell_due_at", "told_hash"])
    kind.note(party, "restored", None)
