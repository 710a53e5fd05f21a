"""Brings the ledger in line with the frames of a round."""

from __future__ import annotations

from django.db import transaction

from fordel.ledger.models import Account
from fordel.ledger.selectors.balances import balances
from fordel.ledger.services.post_transaction import Movement, post_transaction
from fordel.parties.models import Person
from fordel.programme.models import FrameLine, Round


@transaction.atomic
def fund_frames(round_: Round, actor: Person | None) -> list[FrameLine]:
    """Posts what the frames have grown or shrunk by since the last time; returns the lines, locked.

    Raises UserError when a frame has become smaller than what is promised from it.
    """
    lines = list(FrameLine.objects.select_for_update().filter(round=round_).order_by("pk"))
    standing = balances([line.pk for line in lines])
    movements = []
    for line in lines:
        difference = line.amount + standing[line.pk][Account.FRAME]
        if difference > 0:
            movements.append(Movement(line, Account.FRAME, Account.AVAILABLE, difference))
        elif difference < 0:
            movements.append(Movement(line, Account.AVAILABLE, Account.FRAME, -difference))
    if movements:
        post_transaction("frame", f"programme.round:{round_.pk}", movements, actor)
    return sorted(lines, key=lambda line: line.position)
