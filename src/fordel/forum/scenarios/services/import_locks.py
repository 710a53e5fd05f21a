"""Keeps an import from being undone while a scenario builds on its reports."""

from __future__ import annotations

from django.utils.translation import ngettext

from fordel.forum.models import Scenario
from fordel.programme.models import Round


def why_scenarios_hold_imports(round_: Round) -> str | None:
    """The reason in words, or None where no scenario builds on the round's reports."""
    count = Scenario.objects.filter(round=round_).count()
    if not count:
        return None
    return ngettext(
        "%(count)s scenario builds on the reports. Delete it under Distribution first.",
        "%(count)s scenarios build on the reports. Delete them under Distribution first.",
        count,
    ) % {"count": count}
