"""Modules further down register here what they do when a round is opened, in the same transaction.

`programme` knows nothing of the forum; it hooks in from its AppConfig.ready.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from fordel.programme.models import Round

Follower = Callable[[Round], object]
_followers: Final[list[Follower]] = []


def register_round_follower(follower: Follower) -> None:
    if follower not in _followers:
        _followers.append(follower)


def round_opened(round_: Round) -> None:
    """Tell everybody who registered that the round is open."""
    for follower in _followers:
        follower(round_)
