"""How parties asks for its mails to be sent. `notices` knows how, and builds on parties."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Protocol

from fordel.shared.notice import Notice
from fordel.shared.plugs import Plug


class Post(Protocol):
    """Sends a notice to addresses that may or may not belong to somebody in Fordel."""

    def __call__(self, addresses: Iterable[str], notice: Notice, *, default: str) -> object:
        """Queue the notice in the current transaction. A person gets it in their own language, or in `default` if they
        have chosen none or the address is unknown; people who are not active get nothing."""


POST: Final = Plug[Post]("parties: send a notice to these addresses")


def send_notice(addresses: Iterable[str], notice: Notice, *, default: str) -> None:
    """Send it through the post that is plugged in. Raises LookupError if there is none."""
    POST.only()(addresses, notice, default=default)
