"""The version of an office's public pages (its front page and its events): one query says whether anything on them can
have changed.

Whatever changes the pages is written in the office's log, in the same transaction, so the last entry of that log is the
version; beside it stand the day, how many deadlines and instants of events have passed, the language, and the build.
"""

from __future__ import annotations

import hashlib
import re
from collections import OrderedDict
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags

import fordel
from fordel.shared.audit import chain_of
from fordel.shared.clock import now

GetResponse = Callable[[HttpRequest], HttpResponse]
CACHE: Final = "private, no-cache"
MOST_KEPT: Final = 200
"""Pages kept by each process; one weighs some ten kilobytes."""
_PAGE: Final = re.compile(r"^/([-\w]+)/(?:(nb|nn|en)/|arrangementer/(?:\d+/|arrangementer\.ics)?)?$")
_SQL: Final = (
    "SELECT office.name,"
    " (SELECT hash FROM shared_auditentry WHERE chain = %(chains)s || office.id ORDER BY id DESC LIMIT 1),"
    " (SELECT count(*) FROM programme_round WHERE office_id = office.id AND needs_deadline <= %(now)s),"
    " (SELECT count(*) FROM events_event AS event, unnest(ARRAY[opens_at, closes_at, kept_until, starts_at, ends_at])"
    " AS instant WHERE event.office_id = office.id AND instant <= %(now)s)"
    " FROM parties_office AS office WHERE office.slug = %(office)s"
)
_CHAINS: Final = chain_of(0).removesuffix("0")


def public_version(office: str, language: str) -> str:
    """The strong ETag of the page in the language, or '' for an unknown office. One query."""
    instant = now()
    with connection.cursor() as cursor:
        cursor.execute(_SQL, {"chains": _CHAINS, "now": instant, "office": office})
        found = cursor.fetchone()
    if found is None:
        return ""
    shown = instant.replace(second=0, microsecond=0) if settings.FORDEL_DEMO else instant.date()  # by its clock
    said = "\n".join(map(str, (*found, shown, language, _build())))
    return f'"{hashlib.sha256(said.encode()).hexdigest()[:32]}"'


@cache
def _build() -> str:
    """What this build is known by: the names of its styles and scripts, and when its pages were written."""
    root = Path(fordel.__file__).parent
    manifest = Path(settings.STATIC_ROOT) / "manifest.json"
    pages = sorted(path.stat().st_mtime_ns for path in root.glob("*/templates/**/*.html"))
    texts = sorted(path.stat().st_mtime_ns for path in root.glob("*/locale/**/*.mo"))
    return hashlib.sha256(manifest.read_bytes() + repr((pages, texts)).encode()).hexdigest()


@dataclass(frozen=True)
class Kept:
    """A page as it was answered."""

    content: bytes
    headers: dict[str, str]

    def answer(self) -> HttpResponse:
        """The page again."""
        return HttpResponse(self.content, headers=self.headers)


class PublicPageMiddleware:
    """Answers a visitor who has the page already, before anything else is looked at, and gives the page its version.

    Only who has no session: the page of somebody who is signed in has their name and menu. The version is read before
    the page: what changes in between makes it an old one. The latest pages are kept for other visitors under their
    version, so one that has changed is never found.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self._kept: OrderedDict[tuple[str, str], Kept] = OrderedDict()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        version = _version_of(request)
        known = parse_etags(request.META.get("HTTP_IF_NONE_MATCH", ""))
        if version and version in {tag.removeprefix("W/") for tag in known}:  # what was packed has a weak one
            return _with_version(HttpResponseNotModified(), version)
        key = (request.path_info, version)
        if version and _is_like_any(request, {settings.CSRF_COOKIE_NAME}) and (kept := self._kept.get(key)):
            return kept.answer()
        response = self.get_response(request)
        if not version or response.status_code != HTTPStatus.OK:
            return response
        response = _with_version(response, version)
        if _is_like_any(request) and not response.cookies and not response.streaming:
            self._keep(key, Kept(response.content, dict(response.headers)))
        return response

    def _keep(self, key: tuple[str, str], kept: Kept) -> None:
        self._kept[key] = kept
        while len(self._kept) > MOST_KEPT:
            with suppress(KeyError):  # another thread was faster
                self._kept.popitem(last=False)


def _is_like_any(request: HttpRequest, besides: Collection[str] = ()) -> bool:
    """Whether nothing but the language tells the visitor from others: no message waits, no part of a page is asked
    for."""
    is_whole = request.method == "GET" and "HX-Request" not in request.headers
    return is_whole and {settings.FORDEL_LANGUAGE_COOKIE, *besides}.issuperset(request.COOKIES)


def _version_of(request: HttpRequest) -> str:
    """The version of the page that a visitor asks for; '' if it has none."""
    is_asked = request.method in ("GET", "HEAD") and not request.META.get("QUERY_STRING")
    if not is_asked or settings.SESSION_COOKIE_NAME in request.COOKIES:
        return ""
    match = _PAGE.match(request.path_info)
    return public_version(match[1], match[2] or language_of(request)) if match else ""


def _with_version(response: HttpResponse, version: str) -> HttpResponse:
    response.headers["ETag"], response.headers["Cache-Control"] = version, CACHE
    patch_vary_headers(response, ["Cookie", "Accept-Encoding"])
    return response


def language_of(request: HttpRequest) -> str:
    """The language that the reader has chosen."""
    chosen = request.COOKIES.get(settings.FORDEL_LANGUAGE_COOKIE, settings.LANGUAGE_CODE)
    return chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
