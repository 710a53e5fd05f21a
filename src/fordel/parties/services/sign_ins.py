"""Sign-ins: notes them, counts wrong guesses, ends other sessions, and records a change of the way in."""

from __future__ import annotations

import re
from datetime import datetime
from enum import StrEnum
from typing import Final

from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from fordel.core import lockout
from fordel.parties.models import GuessCount, Person, SignIn, SignInMethod, SignInResult
from fordel.parties.notices import SignInChanged
from fordel.parties.plugs.post import send_notice
from fordel.parties.selectors.language import language_of_page
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


class Guess(StrEnum):
    """What is guessed. An authenticator app is counted apart for each first step, so that somebody who has found a
    password cannot keep the owner, who gets codes by e-mail, waiting."""

    PASSWORD = "password"  # noqa: S105 -- the name of a kind
    CODE = "code"
    APP_AFTER_PASSWORD = "app_password"  # noqa: S105 -- the name of a kind
    APP_AFTER_CODE = "app_code"
    MAIL = "mail"
    CERTIFICATE = "certificate"
    CARD = "card"


_PATIENCE: Final = {
    Guess.PASSWORD: lockout.PASSWORD,
    Guess.CODE: lockout.CODE,
    Guess.APP_AFTER_PASSWORD: lockout.AUTHENTICATOR,
    Guess.APP_AFTER_CODE: lockout.AUTHENTICATOR,
    Guess.MAIL: lockout.ASKING_FOR_MAIL,
    Guess.CERTIFICATE: lockout.LOOKING_UP,
    Guess.CARD: lockout.LOOKING_UP,
}


class LockedError(Exception):
    """Nobody may guess now; `until` says when they may again."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until)
        self.until = until


def count_guess(kind: Guess, account: str) -> None:
    """Counts one guess as wrong until `forgive` says otherwise. Raises LockedError, then it is not counted."""
    patience, instant, until = _PATIENCE[kind], now(), None
    with transaction.atomic():
        row, _made = GuessCount.objects.select_for_update().get_or_create(
            kind=kind, account=_hashed(account), defaults={"last_at": instant}
        )
        if row.locked_until and row.locked_until > instant:
            until = row.locked_until
        else:
            row.guesses = patience.counted(row.guesses, row.last_at, instant) + 1
            wait = patience.wait_after(row.guesses)
            row.last_at, row.locked_until = instant, instant + wait if wait else None
            row.save(update_fields=["guesses", "last_at", "locked_until"])
    if until is not None:
        raise LockedError(until)


def require_unlocked(kind: Guess, account: str) -> None:
    """Raises LockedError while nobody may guess, for a page that counts wrong guesses alone. One query."""
    row = GuessCount.objects.filter(kind=kind, account=_hashed(account), locked_until__gt=now()).first()
    if row is not None and row.locked_until is not None:
        raise LockedError(row.locked_until)


def forget_guesses() -> None:
    """Remove the counts that count for nothing any more."""
    for kind, patience in _PATIENCE.items():
        GuessCount.objects.filter(kind=kind, last_at__lte=now() - patience.forget).delete()


def forgive(kind: Guess, account: str) -> None:
    """Forgets the guesses: the last one was right, or the owner has shown who they are in another way."""
    GuessCount.objects.filter(kind=kind, account=_hashed(account)).delete()


def _hashed(account: str) -> str:
    return salted_hmac("fordel.guesses", account.strip().lower(), algorithm="sha256").hexdigest()


@transaction.atomic
def sign_others_out(person: Person, own_session: str | None) -> int:
    """Ends every session of the person except `own_session` (None: every one); returns how many were open."""
    keys = SignIn.objects.filter(person=person).exclude(session_key="").values_list("session_key", flat=True)
    others = [key for key in keys if key != own_session]
    count, _rows = Session.objects.filter(session_key__in=others).delete()
    if count:
        record("parties.person.signed_others_out", actor=person, subject=person, details={"sessions": count})
    return count


@transaction.atomic
def note_change_of_sign_in(person: Person, what: str) -> None:
    """`what` is a key of `parties.notices.CHANGES`."""
    record("parties.person.changed_sign_in", actor=person, subject=person, details={"what": what})
    send_notice([person.email], SignInChanged(what), default=language_of_page())
