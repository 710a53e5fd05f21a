"""Two signatures are two people (økonomiregelverket ch. 2: what one person prepares, another approves)."""

from __future__ import annotations

from collections.abc import Collection


def second_hand(actor: int, earlier_hands: Collection[int]) -> bool:
    """Whether the person may approve: True if they are none of those who made, changed or submitted it.

    Both are ids of people, not of roles or role assignments: whoever acts in two roles is still one person.
    """
    return actor not in earlier_hands
