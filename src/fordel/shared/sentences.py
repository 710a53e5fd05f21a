"""Parts of sentences that every module writes alike."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext


def listed(names: Sequence[str]) -> str:
    """Return `Alstahaug`, `Alstahaug og Hemnes` or `Alstahaug, Hemnes og Træna`, in the language that is active."""
    if len(names) < 2:
        return "".join(names)
    return gettext("%(first)s and %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}
