"""The settings, beyond what is refused at the start."""

from __future__ import annotations

from django.conf import settings

from fordel.shared.health.check import Check


def check_settings() -> Check:
    """Not ok if a production starts with settings that it should not be run with."""
    if settings.FORDEL_DEMO or settings.FORDEL_TEST:
        kind = "demo" if settings.FORDEL_DEMO else "test"
        return Check("settings", ok=True, words=f"{kind} mode: not for real data.")
    faults = _faults()
    return Check("settings", ok=not faults, words=" ".join(faults) or f"production at {settings.FORDEL_ADDRESS}.")


def _faults() -> list[str]:
    """What a start does not refuse, as a first trial may do without it."""
    if settings.DEFAULT_FROM_EMAIL.endswith("@localhost"):
        return ["FORDEL_MAIL_FROM is not set: nobody can answer the mails, and many servers refuse them."]
    return []
