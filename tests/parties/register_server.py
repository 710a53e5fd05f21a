"""Registers on this machine that speak the shapes of the real ones, and can be made to be slow, broken or gone."""

from __future__ import annotations

import json
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlparse


@dataclass
class Registers:
    """`answers`: path -> (status, body as object or bytes). `before`: what the next requests get instead."""

    address: str = ""
    answers: dict[str, tuple[int, Any]] = field(default_factory=dict)
    before: deque[tuple[int, Any]] = field(default_factory=deque)
    delay: float = 0.0
    asked: list[str] = field(default_factory=list)


@contextmanager
def running_registers() -> Iterator[Registers]:
    """The server while the block lasts."""
    registers = Registers()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = urlparse(self.path).path
            registers.asked.append(self.path)
            time.sleep(registers.delay)
            status, body = registers.before.popleft() if registers.before else registers.answers.get(path, (404, None))
            content = body if isinstance(body, bytes) else json.dumps(body).encode()
            try:
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)
            except OSError:  # whoever asked has gone
                return

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 -- its own name
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    registers.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield registers
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
