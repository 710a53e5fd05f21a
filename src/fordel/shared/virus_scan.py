"""Asks ClamAV whether bytes hold a virus, by clamd's INSTREAM over TCP or a unix socket. Nothing is written to disk."""

from __future__ import annotations

import socket
import struct
from contextlib import closing
from typing import Final

_CHUNK: Final = 64 * 1024
_CONNECT_SECONDS: Final = 5.0
_ANSWER_SECONDS: Final = 60.0
_LONGEST_ANSWER: Final = 4096


class ScannerAwayError(Exception):
    """The scanner did not answer, or could not say; the file is neither clean nor infected."""


def find_virus(content: bytes, address: str) -> str:
    """The name of what was found, or '' where the file is clean.

    `address` is `host:port` or the path of a unix socket. Raises ScannerAwayError where no answer came within the
    time, or the scanner gave an error (also for a file above its own size limit).
    """
    try:
        with closing(_connect(address)) as line:
            answer = _ask(line, content)
    except (OSError, ValueError) as error:
        raise ScannerAwayError(str(error)) from error
    if answer.endswith(" FOUND"):
        return answer.removesuffix(" FOUND").partition(": ")[2] or "unknown"
    if answer.endswith(": OK"):
        return ""
    raise ScannerAwayError(answer or "no answer")


def _connect(address: str) -> socket.socket:
    if address.startswith("/"):
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(_CONNECT_SECONDS)
        try:
            line.connect(address)
        except OSError:
            line.close()
            raise
    else:
        host, _colon, port = address.rpartition(":")
        line = socket.create_connection((host.strip("[]"), int(port)), timeout=_CONNECT_SECONDS)
    line.settimeout(_ANSWER_SECONDS)
    return line


def _ask(line: socket.socket, content: bytes) -> str:
    """Sends the file in chunks, each after its length. A scanner that has heard enough answers before the end."""
    view = memoryview(content)
    try:
        line.sendall(b"zINSTREAM\0")
        for start in range(0, len(view), _CHUNK):
            chunk = view[start : start + _CHUNK]
            line.sendall(struct.pack("!I", len(chunk)))
            line.sendall(chunk)
        line.sendall(struct.pack("!I", 0))
    except (BrokenPipeError, ConnectionResetError):
        pass  # it has closed its end; what it said is read below
    answer = b""
    while not answer.endswith(b"\0") and len(answer) < _LONGEST_ANSWER:
        part = line.recv(_LONGEST_ANSWER)
        if not part:
            break
        answer += part
    return answer.rstrip(b"\0").decode("utf-8", "replace").strip()
