"""How parties asks for its mails to be sent. `notices` knows how, and lies above."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Protocol

from fordel.shared.notice import Notice


class Post(Protocol):
    """Sends a notice to addresses that may or may not belong to somebody in Fordel."""

    def __call__(self, addresses: Iterable[str], notice: Notice, *, default: str) -> object:
        """Queue the notice in the current transaction. A person gets it in their own language, or in `default` if they
        have chosen none or the address is unknown; people who are not active get nothing."""


_plugged: Final[dict[str, Post]] = {}


def plug(post: Post) -> None:
    """Use this post from now on. Called once, when the application starts."""
    _plugged["post"] = post


def send_notice(addresses: Iterable[str], notice: Notice, *, default: str) -> None:
    """Send it through the post that is plugged in. Raises KeyError if there is none."""
    _plugged["post"](addresses, notice, default=default)
