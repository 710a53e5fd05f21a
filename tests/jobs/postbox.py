"""A real mail server that keeps what it gets, and can be made to hold a mail instead of answering."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import Message
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller


class Postbox:
    """`taken` is (recipient, mail) of everything the server has answered for. Mail to `holding` waits."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.taken: list[tuple[str, Message]] = []
        self.holding = ""
        self.holds = threading.Event()

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 -- aiosmtpd's name
        (recipient,) = envelope.rcpt_tos
        while recipient == self.holding:
            self.holds.set()
            await asyncio.sleep(0.02)
        self.taken.append((recipient, message_from_bytes(envelope.content, policy=default)))
        return "250 OK"

    def ids_of(self, recipient: str) -> list[str]:
        """The Message-IDs of what was taken for the recipient."""
        return [str(mail["Message-ID"]) for to, mail in self.taken if to == recipient]


@contextmanager
def open_postbox() -> Iterator[Postbox]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        box = Postbox(probe.getsockname()[1])
    server = Controller(box, hostname="127.0.0.1", port=box.port)
    server.start()
    try:
        yield box
    finally:
        box.holding = ""
        server.stop()
