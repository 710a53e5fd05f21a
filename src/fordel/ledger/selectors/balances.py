"""What is on each account of a frame line."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Sum

from fordel.ledger.models import Account, Posting


def balances(frame_line_ids: Collection[int]) -> dict[int, dict[str, int]]:
    """Frame line id -> account -> kroner, every account present. One query."""
    standing: dict[int, dict[str, int]] = {pk: {account.value: 0 for account in Account} for pk in frame_line_ids}
    sums = (
        Posting.objects.filter(frame_line__in=list(frame_line_ids))
        .values_list("frame_line", "account")
        .annotate(kroner=Sum("amount"))
    )
    for line_id, account, kroner in sums:
        standing[line_id][account] = kroner
    return standing
