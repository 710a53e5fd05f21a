"""Notes that somebody signed in, or tried to."""

from __future__ import annotations

import re
from typing import Final

from django.db import transaction
from django.http import HttpRequest

from fordel.parties.models import Person, SignIn, SignInMethod, SignInResult
from fordel.shared.audit import record
from fordel.shared.clock import now

_BROWSERS: Final = (
    ("Edge", r"Edg(?:e|A|iOS)?/"),
    ("Opera", r"OPR/"),
    ("Samsung Internet", r"SamsungBrowser/"),
    ("Firefox", r"(?:Firefox|FxiOS)/"),
    ("Chrome", r"(?:Chrome|CriOS|Chromium)/"),
    ("Safari", r"Version/.*Safari/"),
)
_SYSTEMS: Final = (
    ("iPhone", r"iPhone"),
    ("iPad", r"iPad"),
    ("Android", r"Android"),
    ("Windows", r"Windows"),
    ("ChromeOS", r"CrOS"),
    ("macOS", r"Mac OS X|Macintosh"),
    ("Linux", r"Linux"),
)


def browser_in(request: HttpRequest) -> str:
    """The browser and the system in words a person knows, e.g. «Firefox, Windows»; empty where it says neither."""
    agent = request.META.get("HTTP_USER_AGENT", "")
    found = (next((name for name, mark in marks if re.search(mark, agent)), "") for marks in (_BROWSERS, _SYSTEMS))
    return ", ".join(filter(None, found))


@transaction.atomic
def note_sign_in(request: HttpRequest, person: Person, method: SignInMethod, *, provider: str = "") -> SignIn:
    """The entry of a sign-in that has just been made; the session is stored, so that it can be listed and ended."""
    if request.session.session_key is None:
        request.session.create()
    record("parties.person.signed_in", actor=person, subject=person)
    return SignIn.objects.create(
        person=person,
        at=now(),
        method=method,
        result=SignInResult.SIGNED_IN,
        provider=provider,
        browser=browser_in(request),
        session_key=request.session.session_key or "",
    )


def note_failed_sign_in(
    request: HttpRequest, person: Person | None, method: SignInMethod, result: SignInResult, *, provider: str = ""
) -> None:
    """Notes an attempt that came to nothing; one against an address that nobody has is not kept."""
    if person is not None:
        SignIn.objects.create(
            person=person, at=now(), method=method, result=result, provider=provider, browser=browser_in(request)
        )
