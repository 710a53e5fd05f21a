"""What is in a feed (RSS or Atom), as plain text: nothing of its markup is kept."""

from __future__ import annotations

import calendar
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from html import unescape
from io import BytesIO
from typing import Any, Final
from urllib.parse import urlsplit

import feedparser
import nh3

from fordel.news.feeds.download import Download, DownloadError
from fordel.shared.plain_text import one_line

MOST_ENTRIES: Final = 100
LONGEST_TITLE: Final = 200
LONGEST_SUMMARY: Final = 500
LONGEST_LINK: Final = 600
_ENTITY: Final = re.compile(rb"<!\s*ENTITY", re.IGNORECASE)


@dataclass(frozen=True)
class Entry:
    """One thing of a feed. `key` is the SHA-256 of the id that the feed gives it, or of its link."""

    key: str
    link: str
    title: str
    summary: str
    published_at: datetime


def entries_of(found: Download, read_at: datetime) -> list[Entry]:
    """The newest entries that have a title and a link that can be followed; dates that are missing or still to come are
    `read_at`. Raises DownloadError for what is no feed."""
    content = found.content or b""
    if _ENTITY.search(content.replace(b"\x00", b"")):  # no feed needs one of its own, and they can be made to grow
        raise DownloadError("no_feed")
    headers = {"content-type": found.content_type, "content-location": found.address}
    parsed = feedparser.parse(BytesIO(content), response_headers=headers, resolve_relative_uris=True)
    if not parsed.get("version"):
        raise DownloadError("no_feed")
    return list(_entries(parsed.entries[:MOST_ENTRIES], read_at))


def _entries(found: list[Any], read_at: datetime) -> Iterator[Entry]:
    for each in found:
        link = _link(each.get("link", ""))
        title = _plain(each.get("title", ""), LONGEST_TITLE)
        if not link or not title:
            continue
        key = hashlib.sha256((each.get("id") or link).encode("utf-8", "replace")).hexdigest()
        published = _instant(dict.get(each, "published_parsed") or dict.get(each, "updated_parsed"), read_at)
        yield Entry(key, link, title, _plain(each.get("summary", ""), LONGEST_SUMMARY), published)


def _link(address: str) -> str:
    """The address if it is one of the web that a reader may follow, else ''."""
    bare = address.strip()
    try:
        parts = urlsplit(bare)
        is_web = parts.scheme in ("http", "https") and bool(parts.hostname) and not parts.username
    except ValueError:
        return ""
    return bare if is_web and bare.isprintable() and " " not in bare and len(bare) <= LONGEST_LINK else ""


def _plain(markup: str, most: int) -> str:
    """The words alone, on one line; what is too long ends with three dots after a whole word."""
    spaced = re.sub(r"<(?:br|/p|/li|/div|/h\d)\b[^>]*>", r"\g<0> ", markup)
    silent = {"script", "style", "title", "template", "noscript", "iframe", "svg", "math", "textarea", "select"}
    words = unescape(nh3.clean(spaced, tags=set(), clean_content_tags=silent))
    text = re.sub(r"\s+", " ", one_line(words)).strip()
    if len(text) <= most:
        return text
    return f"{text[: most - 1].rsplit(' ', 1)[0][: most - 1]}…"


def _instant(parsed: Any, read_at: datetime) -> datetime:
    if not parsed:
        return read_at
    try:
        instant = datetime.fromtimestamp(calendar.timegm(parsed), UTC)
    except (ValueError, OverflowError, OSError, TypeError):
        return read_at
    return min(instant, read_at)
