"""The version of an office's public front page: one query says whether anything on it can have changed.

Whatever changes the page is written in the office's log, in the same transaction, so the last entry of that log is the
version; beside it stand the day, how many deadlines have passed, the language, and the build.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from functools import cache
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
_FRONT: Final = re.compile(r"^/([-\w]+)/(?:(nb|nn|en)/)?$")
_SQL: Final = (
    "SELECT office.name, (SELECT hash FROM shared_auditentry WHERE chain = %s || office.id ORDER BY id DESC LIMIT 1),"
    " (SELECT count(*) FROM programme_round WHERE office_id = office.id AND needs_deadline <= %s)"
    " FROM parties_office AS office WHERE office.slug = %s"
)
_CHAINS: Final = chain_of(0).removesuffix("0")


def public_version(office: str, language: str) -> str:
    """The strong ETag of the page in the language, or '' for an unknown office. One query."""
    instant = now()
    with connection.cursor() as cursor:
        cursor.execute(_SQL, [_CHAINS, instant, office])
        found = cursor.fetchone()
    if found is None:
        return ""
    said = "\n".join(map(str, (*found, instant.date(), language, _build())))
    return f'"{hashlib.sha256(said.encode()).hexdigest()[:32]}"'


@cache
def _build() -> str:
    """What this build is known by: the names of its styles and scripts, and when its pages were written."""
    root = Path(fordel.__file__).parent
    manifest = Path(settings.STATIC_ROOT) / "manifest.json"
    pages = sorted(path.stat().st_mtime_ns for path in root.glob("*/templates/**/*.html"))
    texts = sorted(path.stat().st_mtime_ns for path in root.glob("*/locale/**/*.mo"))
    return hashlib.sha256(manifest.read_bytes() + repr((pages, texts)).encode()).hexdigest()


class PublicPageMiddleware:
    """Answers a visitor who has the page already, before anything else is looked at.

    Only who has no session: the page of somebody who is signed in has their name and menu.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return _unchanged(request) or self.get_response(request)


def _unchanged(request: HttpRequest) -> HttpResponse | None:
    known = request.META.get("HTTP_IF_NONE_MATCH", "")
    if not known or request.method not in ("GET", "HEAD") or settings.SESSION_COOKIE_NAME in request.COOKIES:
        return None
    match = _FRONT.match(request.path_info)
    if match is None or request.META.get("QUERY_STRING"):
        return None
    version = public_version(match[1], match[2] or language_of(request))
    tags = {tag.removeprefix("W/") for tag in parse_etags(known)}  # what was packed on its way has a weak one
    if not version or version not in tags:
        return None
    answer = HttpResponseNotModified()
    answer.headers["ETag"], answer.headers["Cache-Control"] = version, CACHE
    patch_vary_headers(answer, ["Cookie", "Accept-Encoding"])
    return answer


def language_of(request: HttpRequest) -> str:
    """The language that the reader has chosen."""
    chosen = request.COOKIES.get(settings.FORDEL_LANGUAGE_COOKIE, settings.LANGUAGE_CODE)
    return chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
