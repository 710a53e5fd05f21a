"""A scanner that speaks clamd's INSTREAM on 127.0.0.1 and finds EICAR; it can be made to misbehave."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class Scanner:
    """`mode`: honest, silent (closes without a word), error, or limit (answers before the file has ended)."""

    def __init__(self, listener: socket.socket, mode: str) -> None:
        self._listener, self._mode = listener, mode
        self.seen: list[bytes] = []
        self.chunks: list[int] = []
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        while True:
            try:
                line, _who = self._listener.accept()
            except OSError:
                return
            with line:
                line.settimeout(10)
                self._answer(line)

    def _answer(self, line: socket.socket) -> None:
        file = line.makefile("rb")
        assert file.read(10) == b"zINSTREAM\0"
        if self._mode == "silent":
            return
        if self._mode == "limit":
            line.sendall(b"INSTREAM size limit exceeded. ERROR\0")
            line.shutdown(socket.SHUT_WR)
            return
        content = b""
        while size := struct.unpack("!I", file.read(4))[0]:
            self.chunks.append(size)
            content += file.read(size)
        self.seen.append(content)
        if self._mode == "error":
            line.sendall(b"stream: Can't allocate memory ERROR\0")
        else:
            line.sendall(b"stream: Eicar-Signature FOUND\0" if EICAR in content else b"stream: OK\0")


@contextmanager
def scanner(mode: str = "honest", path: Path | None = None) -> Iterator[tuple[Scanner, str]]:
    """The scanner and its address: TCP, or a unix socket at `path`."""
    if path is None:
        listener = socket.create_server(("127.0.0.1", 0))
        address = f"127.0.0.1:{listener.getsockname()[1]}"
    else:
        listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        listener.bind(str(path))
        listener.listen()
        address = str(path)
    with listener:
        found = Scanner(listener, mode)
        yield found, address
        listener.shutdown(socket.SHUT_RDWR)
    found._thread.join(timeout=5)
