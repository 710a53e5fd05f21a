"""Whether the ledger is still what it must be. The database refuses anything else; a backup may not be whole."""

from __future__ import annotations

from django.db.models import Sum

from fordel.ledger.models import Account, Posting
from fordel.shared.health.check import Check


def check_ledger() -> Check:
    """Not ok if a transaction does not sum to zero, or if a frame line has less than nothing on an account. Two
    queries, counted by the database."""
    sums = Posting.objects.order_by().values_list("transaction").annotate(kroner=Sum("amount"))
    uneven = sums.exclude(kroner=0).order_by("transaction")
    lines = Posting.objects.exclude(account=Account.FRAME).order_by().values_list("frame_line", "account")
    overdrawn = lines.annotate(kroner=Sum("amount")).filter(kroner__lt=0).order_by("frame_line", "account")
    faults = [f"transaction {pk} sums to {kroner} kroner, not to zero." for pk, kroner in uneven[:1]]
    faults += [f"frame line {pk} has {kroner} kroner on {account}." for pk, account, kroner in overdrawn[:1]]
    if faults:
        return Check(
            "ledger", ok=False, words=" ".join([*faults, "Compare with the backup before anything is decided."])
        )
    count = Posting.objects.values("transaction").distinct().count()
    return Check("ledger", ok=True, words=f"{count} transactions sum to zero, no frame is overdrawn")
