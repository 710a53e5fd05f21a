"""Gets what is at an address that somebody typed, and trusts nothing of it.

The host is looked up once, and the connection goes to the address that was checked: a name that answers with another
address the next time leads nowhere. Closed networks (private, loopback, link-local and the like) are never asked, and
every step of a redirect is checked like the first. Time and size are limited, also of what a packed answer becomes.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import threading
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPResponse
from typing import Final
from urllib.parse import SplitResult, urljoin, urlsplit

from django.conf import settings

MOST_BYTES: Final = 2_000_000
MOST_UNPACKED: Final = 5_000_000
MOST_REDIRECTS: Final = 3
MOST_SECONDS: Final = 20.0
_CONNECT_SECONDS: Final = 5.0
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_CHUNK: Final = 65_536
_HEADERS: Final = {
    "User-Agent": "Fordel (follows feeds)",
    "Accept": "application/atom+xml, application/rss+xml, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.1",
    "Accept-Encoding": "gzip",
    "Connection": "close",
}


class DownloadError(Exception):
    """`problem` is a code of `models.FeedProblem`."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


@dataclass(frozen=True)
class Download:
    """What was there; `content` is None if nothing has changed. `address` is where the last redirect led."""

    content: bytes | None
    content_type: str = ""
    etag: str = ""
    modified: str = ""
    address: str = ""


@dataclass
class _Watch:
    """Ends the connection when its time is up, whatever it waits for."""

    connection: socket.socket | None = None
    is_up: bool = False
    lock: threading.Lock = field(default_factory=threading.Lock)

    def follow(self, connection: socket.socket) -> None:
        with self.lock:
            self.connection = connection
            if self.is_up:
                _shut(connection)

    def end(self) -> None:
        with self.lock:
            self.is_up = True
            if self.connection is not None:
                _shut(self.connection)


def _shut(connection: socket.socket) -> None:
    with suppress(OSError):
        socket.socket.shutdown(connection, socket.SHUT_RDWR)


def download(address: str, etag: str = "", modified: str = "", *, seconds: float = MOST_SECONDS) -> Download:
    """What is at the address now, or that it has not changed since `etag` and `modified`. Raises DownloadError."""
    watch = _Watch()
    timer = threading.Timer(seconds, watch.end)
    timer.daemon = True
    timer.start()
    try:
        return _followed(address, {"If-None-Match": etag, "If-Modified-Since": modified}, watch)
    except (OSError, HTTPException, ValueError) as error:  # ssl.SSLError and TimeoutError are OSErrors
        is_slow = watch.is_up or isinstance(error, TimeoutError)
        raise DownloadError("slow" if is_slow else "unreachable") from error
    except DownloadError as error:
        if watch.is_up:
            raise DownloadError("slow") from error
        raise
    finally:
        timer.cancel()


def _followed(address: str, conditions: dict[str, str], watch: _Watch) -> Download:
    headers = _HEADERS | {name: value for name, value in conditions.items() if value}
    for _step in range(MOST_REDIRECTS + 1):
        with _answer(address, headers, watch) as answer:
            if answer.status in _REDIRECTS:
                address = urljoin(address, answer.getheader("Location") or "")
                continue
            if answer.status == 304:
                return Download(None, address=address)
            if answer.status != 200:
                raise DownloadError("refused")
            content = _unpacked(_read(answer, watch), answer.getheader("Content-Encoding") or "")
            return Download(
                content,
                answer.getheader("Content-Type") or "",
                (answer.getheader("ETag") or "")[:300],
                (answer.getheader("Last-Modified") or "")[:100],
                address,
            )
    raise DownloadError("redirects")


@contextmanager
def _answer(address: str, headers: dict[str, str], watch: _Watch) -> Iterator[HTTPResponse]:
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username or parts.password:
        raise DownloadError("internal")
    connection = HTTPConnection(parts.hostname, _port(parts), timeout=_CONNECT_SECONDS)
    connection.sock = _connected(parts, watch)
    try:
        path = parts.path or "/"
        connection.request("GET", f"{path}?{parts.query}" if parts.query else path, headers=headers)
        yield connection.getresponse()
    finally:
        connection.close()


def _port(parts: SplitResult) -> int:
    return parts.port or (443 if parts.scheme == "https" else 80)


def _connected(parts: SplitResult, watch: _Watch) -> socket.socket:
    """A connection to the host, at an address that was checked; encrypted if the scheme is https."""
    host, port = parts.hostname or "", _port(parts)
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    numbers = list(dict.fromkeys(str(each[4][0]) for each in found))
    if not numbers or not all(_is_open(number, host, port) for number in numbers):
        raise DownloadError("internal")
    connection = socket.create_connection((numbers[0], port), timeout=_CONNECT_SECONDS)
    watch.follow(connection)
    if parts.scheme == "https":
        connection = ssl.create_default_context().wrap_socket(connection, server_hostname=host)
        watch.follow(connection)
    return connection


def _is_open(number: str, host: str, port: int) -> bool:
    """Whether the address is one of the open internet; in tests also what a test has let through."""
    if settings.FORDEL_TEST and f"{host}:{port}" in settings.FORDEL_LOCAL_FEEDS:
        return True
    address = ipaddress.ip_address(number.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        within = address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1]
        if within is not None and not _is_global(within):
            return False
        if address in _NAT64:
            return _is_global(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return _is_global(address)


_NAT64: Final = ipaddress.IPv6Network("64:ff9b::/96")


def _is_global(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    return address.is_global and not address.is_multicast and not address.is_reserved and not address.is_unspecified


def _read(answer: HTTPResponse, watch: _Watch) -> bytes:
    found = bytearray()
    while chunk := answer.read1(_CHUNK):
        found += chunk
        if len(found) > MOST_BYTES:
            raise DownloadError("too_big")
    if watch.is_up:  # what was shut down ends like what is whole
        raise DownloadError("slow")
    if answer.length:  # less than was promised
        raise DownloadError("unreachable")
    return bytes(found)


def _unpacked(content: bytes, encoding: str) -> bytes:
    if encoding.strip().lower() in ("", "identity"):
        return content
    if encoding.strip().lower() not in ("gzip", "x-gzip"):
        raise DownloadError("no_feed")
    reader = zlib.decompressobj(wbits=31)
    try:
        unpacked = reader.decompress(content, MOST_UNPACKED + 1)
    except zlib.error as error:
        raise DownloadError("no_feed") from error
    if len(unpacked) > MOST_UNPACKED:
        raise DownloadError("too_big")
    if not reader.eof:
        raise DownloadError("no_feed")
    return unpacked
