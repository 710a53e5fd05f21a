"""Asks a register, with patience: short waits, a few tries, and what was answered last time where it is away."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any, Final

import requests
from django.conf import settings
from django.core.cache import cache
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

from fordel.parties.models import RegisterAnswer
from fordel.shared.clock import now

GONE: Final = 410
NOT_FOUND: Final = 404
_OK: Final = 200
_REST_SECONDS: Final = 60  # so long nobody else waits for a register that has just been found away
_HEADERS: Final = {"Accept": "application/json", "User-Agent": "Fordel"}
_log = logging.getLogger(__name__)


class RegisterAway(Exception):  # noqa: N818 -- said as it is used: "except RegisterAway"
    """The register is switched off, does not answer, or answers what nobody can read; and nothing is kept of before."""


def ask(register: str, path: str, **query: str | int) -> tuple[int, Any]:
    """(200, 404 or 410, the answer as it was sent). Raises RegisterAway.

    Asked at most once in `FORDEL_REGISTER_HOURS`; an older answer is used where the register is away.
    """
    key = path + "".join(f"&{name}={value}" for name, value in sorted(query.items()))
    kept = RegisterAnswer.objects.filter(register=register, key=key).first()
    if kept is not None and now() - kept.fetched_at < timedelta(hours=settings.FORDEL_REGISTER_HOURS):
        return kept.status, kept.answer
    try:
        status, answer = _fetch(register, path, query)
    except RegisterAway:
        if kept is None:
            raise
        return kept.status, kept.answer
    RegisterAnswer.objects.update_or_create(
        register=register, key=key, defaults={"status": status, "answer": answer, "fetched_at": now()}
    )
    return status, answer


def forget(register: str, path: str) -> None:
    """Throws away what is kept of an answer that turned out to be unreadable."""
    RegisterAnswer.objects.filter(register=register, key=path).delete()


def _fetch(register: str, path: str, query: dict[str, Any]) -> tuple[int, Any]:
    base, away = settings.FORDEL_REGISTERS.get(register, ""), f"register-away:{register}"
    if not base or cache.get(away):
        raise RegisterAway(register)
    retry = Retry(
        total=2,
        connect=1,
        read=1,
        backoff_factor=0.2,
        status_forcelist=[429, 500, 502, 503, 504],
        respect_retry_after_header=False,
    )
    try:
        with requests.Session() as session:
            session.mount(base, HTTPAdapter(max_retries=retry))
            response = session.get(
                f"{base}{path}", params=query, headers=_HEADERS, timeout=settings.FORDEL_REGISTER_SECONDS
            )
            if response.status_code == NOT_FOUND:
                return NOT_FOUND, None
            if response.status_code not in (_OK, GONE):
                raise RegisterAway(register)
            return response.status_code, response.json()
    except requests.RequestException as error:  # no connection, too slow, or no JSON
        _log.warning("the register %s is away: %s", register, type(error).__name__)
        cache.set(away, "y", _REST_SECONDS)
        raise RegisterAway(register) from error
