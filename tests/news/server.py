"""A server on 127.0.0.1 whose answers a test writes: a feed and everything that is none."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Final

FEED: Final = """<?xml version="1.0" encoding="{encoding}"?>
<rss version="2.0"><channel><title>Kilde</title><link>https://example.org/</link>{items}</channel></rss>"""
ITEM: Final = (
    "<item><guid>{key}</guid><title>{title}</title><link>https://example.org/{key}</link>"
    "<pubDate>{day}</pubDate><description>{text}</description></item>"
)
DAY: Final = "Mon, 05 Jan 2026 08:00:00 GMT"


def item(key: str, title: str = "Ny rapport", text: str = "Om skolen", day: str = DAY) -> str:
    return ITEM.format(key=key, title=title, text=text, day=day)


def feed(*items: str, encoding: str = "utf-8") -> bytes:
    return FEED.format(encoding=encoding, items="".join(items)).encode(encoding)


@dataclass
class Answer:
    """What the server says. `body` may be written by a function that gets the socket and takes its time."""

    body: bytes | Callable[[Callable[[bytes], object]], None] = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=lambda: {"Content-Type": "application/rss+xml; charset=utf-8"})


def packed(body: bytes) -> Answer:
    return Answer(gzip.compress(body), headers={"Content-Type": "application/rss+xml", "Content-Encoding": "gzip"})


@dataclass
class Server:
    """`answers` by path; `asked` are the headers of each request, in order; `ended` is set when the test is over."""

    port: int = 0
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[dict[str, str]] = field(default_factory=list)
    ended: threading.Event = field(default_factory=threading.Event)

    @property
    def place(self) -> str:
        return f"127.0.0.1:{self.port}"

    def address(self, path: str = "/feed.xml") -> str:
        return f"http://{self.place}{path}"


@contextmanager
def serving() -> Iterator[Server]:
    server = Server()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            server.asked.append({name.lower(): value for name, value in self.headers.items()})
            answer = server.answers.get(self.path, Answer(status=404))
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            if callable(answer.body):
                self.end_headers()
                answer.body(self.wfile.write)
            else:
                self.send_header("Content-Length", str(len(answer.body)))
                self.end_headers()
                self.wfile.write(answer.body)

        def log_message(self, *_said: object) -> None:
            """Say nothing."""

    class Quiet(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_about: object) -> None:
            """A client that has gone is what these tests are about."""

    with Quiet(("127.0.0.1", 0), Handler) as running:
        server.port = running.server_port
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield server
        finally:
            server.ended.set()
            running.shutdown()
            thread.join()
