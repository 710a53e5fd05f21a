"""Who gave input, and what became of it, in words."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from fordel.hearing.models import Hearing, HearingInput


def who(given: HearingInput, *, knows_name: bool = False) -> str:
    """The organisation, or the private person: their name if they agree, or if the office reads it and it is not erased
    yet."""
    if given.organisation is not None:
        return given.organisation.name
    if given.on_behalf_of:
        return given.on_behalf_of
    shown = given.name if given.shows_name or knows_name else ""
    return shown or _("Private person")


def chapter_titles(hearing: Hearing) -> Mapping[str, str]:
    """Code -> title of the chapters that were heard and of those that the plan has now, and of the whole plan ('')."""
    heard = {each["code"]: str(each["title"]) for each in hearing.version.content["outline"]}
    now = {each["code"]: str(each["title"]) for each in hearing.plan.outline}
    return {**now, **heard, "": _("The whole plan")}
