"""Moves money in the ledger. Every movement is one transaction whose postings sum to zero."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from fordel.core.money import format_kroner
from fordel.ledger.models import Account, LedgerTransaction, Posting
from fordel.ledger.selectors.balances import balances
from fordel.parties.models import Person
from fordel.programme.models import FrameLine
from fordel.shared.audit import record
from fordel.shared.clock import now
from fordel.shared.errors import UserError


@dataclass(frozen=True)
class Movement:
    """Kroner from one account of a frame line to another; zero is left out."""

    frame_line: FrameLine
    source: Account
    target: Account
    amount: int


@transaction.atomic
def post_transaction(
    kind: str, reference: str, movements: Iterable[Movement], actor: Person | None
) -> LedgerTransaction:
    """Posts the movements and returns the transaction.

    The frame lines are locked first (in id order, so that two decisions cannot wait for each other), then counted:
    a frame is never overdrawn, also when two people decide at once. Raises UserError with the sum that is short, and
    ValueError for a negative movement or for lines of several offices.
    """
    listed = list(movements)
    moved = [movement for movement in listed if movement.amount != 0]
    if any(movement.amount < 0 for movement in moved):
        raise ValueError("a movement is never negative: swap source and target")
    lines = FrameLine.objects.filter(pk__in={movement.frame_line.pk for movement in listed}).order_by("pk")
    offices = set(lines.select_for_update(of=("self",)).values_list("round__office_id", flat=True))
    if len(offices) > 1:
        raise ValueError("a transaction moves the money of one office")
    entry = LedgerTransaction.objects.create(at=now(), actor=actor, kind=kind, reference=reference)
    postings = []
    for movement in moved:
        postings.append(_posting(entry, movement.frame_line, movement.source, -movement.amount))
        postings.append(_posting(entry, movement.frame_line, movement.target, movement.amount))
    Posting.objects.bulk_create(postings)
    _refuse_overdraft({movement.frame_line.pk: movement.frame_line for movement in moved})
    details = {"kind": kind, "reference": reference, "kroner": sum(movement.amount for movement in moved)}
    record("ledger.transaction.posted", actor=actor, subject=entry, office=next(iter(offices), None), details=details)
    return entry


def _posting(entry: LedgerTransaction, line: FrameLine, account: Account, amount: int) -> Posting:
    return Posting(transaction=entry, frame_line=line, account=account, amount=amount)


def _refuse_overdraft(lines: dict[int, FrameLine]) -> None:
    standing = balances(lines.keys())
    for line_id, line in lines.items():
        available = standing[line_id][Account.AVAILABLE]
        if available < 0:
            raise UserError(
                _("The frame for %(line)s is short by %(amount)s kroner.")
                % {"line": line.name(get_language() or "nb").lower(), "amount": format_kroner(-available)},
                _("Lower an amount or the reserve, or move a shared report to the other frame. Nothing was decided."),
            )
