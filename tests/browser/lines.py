"""A line between a browser and the server that can be cut; service workers lose it too, as without any cover."""

from __future__ import annotations

import socket
from contextlib import suppress
from threading import Thread
from urllib.parse import urlsplit


class Line:
    """Forwards what comes to `address` to the server, until it is cut, and again once it is joined."""

    def __init__(self, server: str) -> None:
        parts = urlsplit(server)
        self._server = parts.hostname or "localhost", parts.port or 80
        self._port = 0
        self._ends: list[socket.socket] = []
        self.join()
        self.address = f"http://{self._server[0]}:{self._port}"

    def join(self) -> None:
        """Whatever connects from now on gets through."""
        door = socket.create_server(("127.0.0.1", self._port))
        self._port = door.getsockname()[1]
        self._ends.append(door)
        Thread(target=self._accept, args=(door,), daemon=True).start()

    def cut(self) -> None:
        """Nothing gets through, neither what is on its way nor what begins."""
        for end in self._ends:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
        self._ends.clear()

    def _accept(self, door: socket.socket) -> None:
        with suppress(OSError):
            while True:
                near, _where = door.accept()
                far = socket.create_connection(self._server)
                self._ends += [near, far]
                for one, other in ((near, far), (far, near)):
                    Thread(target=_forward, args=(one, other), daemon=True).start()


def _forward(one: socket.socket, other: socket.socket) -> None:
    with suppress(OSError):
        while content := one.recv(65536):
            other.sendall(content)
    for end in (one, other):
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
        end.close()
