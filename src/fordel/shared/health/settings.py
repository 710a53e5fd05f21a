"""The settings, beyond what is refused at the start."""

from __future__ import annotations

from typing import Final

from django.conf import settings

from fordel.shared.health.check import Check

_FEWEST_CHARACTERS: Final = 10  # different ones in a key


def check_settings() -> Check:
    """Not ok if a production starts with settings that it should not be run with."""
    if settings.FORDEL_DEMO or settings.FORDEL_TEST:
        kind = "demo" if settings.FORDEL_DEMO else "test"
        return Check("settings", ok=True, words=f"{kind} mode: not for real data.")
    faults = _faults()
    return Check("settings", ok=not faults, words=" ".join(faults) or f"production at {settings.FORDEL_ADDRESS}.")


def _faults() -> list[str]:
    faults = []
    if len(set(settings.SECRET_KEY)) < _FEWEST_CHARACTERS:
        faults.append("FORDEL_SECRET_KEY is not random: set it to 50 or more random characters.")
    if len(set(settings.FORDEL_IDENTITY_KEY)) < _FEWEST_CHARACTERS:
        faults.append("FORDEL_IDENTITY_KEY is not random: set it to 50 or more random characters.")
    if any("*" in host for host in settings.ALLOWED_HOSTS):
        faults.append("FORDEL_HOSTS holds a star: name the hosts of the site.")
    if not settings.FORDEL_ADDRESS.startswith("https://"):
        faults.append("FORDEL_ADDRESS does not begin with https://: people would sign in unprotected.")
    if settings.DEFAULT_FROM_EMAIL.endswith("@localhost"):
        faults.append("FORDEL_MAIL_FROM is not set: nobody can answer the mails, and many servers refuse them.")
    return faults
