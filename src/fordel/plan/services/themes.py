"""The themes of a draft: added, changed, moved and taken out. Those of a plan in force stay: years follow them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from fordel.core.needs_import.values import folded
from fordel.parties.models import Person
from fordel.plan.models import Plan, PlanTheme
from fordel.plan.selectors.themes import names_of
from fordel.plan.services.plans import plan_to_change
from fordel.shared.audit import record
from fordel.shared.errors import UserError
from fordel.writing.services.documents import touch

MOST_THEMES: Final = 30
MOST_OTHER_NAMES: Final = 30
_LONGEST_NAME, _LONGEST_TEXT, _LONGEST_OTHER_NAME = 80, 1000, 200
_CODE: Final = re.compile(r"[a-z][a-z0-9_-]{0,19}")


@dataclass(frozen=True)
class ThemeFacts:
    """What a theme is. Texts are by language; bokmål and nynorsk are needed for the name. `continues` is the id of a
    theme of an earlier plan, or 0; `also` are other names by which reports have called it."""

    code: str
    names: Mapping[str, str]
    goals: Mapping[str, str] = field(default_factory=dict)
    signs: Mapping[str, str] = field(default_factory=dict)
    target_groups: tuple[str, ...] = ()
    first_year: int | None = None
    last_year: int | None = None
    continues: int = 0
    also: tuple[str, ...] = ()


def _check(plan: Plan, facts: ThemeFacts, but: int = 0) -> None:
    """Raises UserError that names the field."""
    others = [(theme.code, theme.names) for theme in plan.themes.exclude(pk=but)]
    if not _CODE.fullmatch(facts.code):
        fix = _("Write at most 20 small letters and digits, for example sprak.")
        raise UserError(_("This cannot be the theme's code."), fix, "code")
    if facts.code in {code for code, _names in others}:
        raise UserError(_("Another theme has this code."), _("Write another one."), "code")
    for language in ("nb", "nn"):
        if not facts.names.get(language):
            raise UserError(_("The name is missing."), _("Write it in bokmål and nynorsk."), f"name_{language}")
    for language, name in facts.names.items():
        if len(name) > _LONGEST_NAME:
            message = _("The name has %(count)s characters; %(most)s is the most.")
            shown = {"count": len(name), "most": _LONGEST_NAME}
            raise UserError(message % shown, _("Write a shorter one."), f"name_{language}")
        if any(name.casefold() == str(names.get(language, "")).casefold() for _code, names in others):
            raise UserError(_("Another theme has this name."), _("Write another one."), f"name_{language}")
    _check_texts(facts)
    _check_other_names(plan, facts, but)
    first, last = facts.first_year, facts.last_year
    if first is None or not plan.first_year <= first <= plan.last_year:
        message = _("The first year must be one of the plan's: %(years)s.") % {"years": plan.years}
        raise UserError(message, _("Write it with four digits."), "first_year")
    if last is not None and not first <= last <= plan.last_year:
        message = _("The last year must be from %(first)s to %(last)s.") % {"first": first, "last": plan.last_year}
        raise UserError(message, _("Leave it empty if the theme lasts as long as the plan."), "last_year")
    earlier = PlanTheme.objects.filter(plan__office=plan.office_id).exclude(plan=plan)
    if facts.continues and not earlier.filter(pk=facts.continues).exists():
        message = _("The theme that it continues is not one of an earlier plan.")
        raise UserError(message, _("Choose another one."), "continues")


def _check_texts(facts: ThemeFacts) -> None:
    for name, texts in (("goal", facts.goals), ("signs", facts.signs)):
        for language, text in texts.items():
            if len(text) > _LONGEST_TEXT:
                message = _("The text has %(count)s characters; %(most)s is the most.")
                shown = {"count": len(text), "most": _LONGEST_TEXT}
                raise UserError(message % shown, _("Write a shorter one."), f"{name}_{language}")
        if texts.get("nb") and not texts.get("nn"):
            raise UserError(_("The text is missing in nynorsk."), _("Write it in both."), f"{name}_nn")
        if texts and not texts.get("nb"):
            raise UserError(_("The text is missing in bokmål."), _("Write it in both."), f"{name}_nb")


def _check_other_names(plan: Plan, facts: ThemeFacts, but: int) -> None:
    """A name that reports use leads to one theme alone."""
    if len(facts.also) > MOST_OTHER_NAMES or any(len(name) > _LONGEST_OTHER_NAME for name in facts.also):
        message = _("There are too many other names, or one is too long.")
        fix = _("Write at most %(count)s, each of at most %(most)s characters.")
        limits = {"count": MOST_OTHER_NAMES, "most": _LONGEST_OTHER_NAME}
        raise UserError(message, fix % limits, "also")
    others = list(plan.themes.exclude(pk=but))
    otherwise = {folded(name): theme for theme in others for name in theme.also}
    every = names_of(others)
    typed = [("also", name, every) for name in facts.also]
    typed += [(f"name_{language}", name, otherwise) for language, name in facts.names.items()]
    for field_name, name, taken in typed:
        if other := taken.get(folded(name)):
            values = {"name": name, "theme": other.names["nb"]}
            message = _("“%(name)s” is a name of the theme “%(theme)s”.") % values
            raise UserError(message, _("Take it out of one of them."), field_name)


def _put(theme: PlanTheme, facts: ThemeFacts) -> None:
    theme.code, theme.names, theme.goals, theme.signs = facts.code, facts.names, facts.goals, facts.signs
    theme.target_groups, theme.also = list(facts.target_groups), list(facts.also)
    theme.first_year, theme.last_year = facts.first_year or theme.plan.first_year, facts.last_year
    theme.continues_id = facts.continues or None


def _log(theme: PlanTheme, event: str, by: Person | None) -> None:
    touch(theme.plan_id)
    details = {"theme": theme.code}
    record(f"plan.theme.{event}", actor=by, subject=theme.plan, office=theme.plan.office_id, details=details)


@transaction.atomic
def add_theme(plan: Plan, facts: ThemeFacts, by: Person | None) -> PlanTheme:
    """The new theme, which comes last. Raises UserError that names the field."""
    found = plan_to_change(plan, by)
    _check(found, facts)
    last = found.themes.last()
    if found.themes.count() >= MOST_THEMES:
        raise UserError(_("A plan has %(most)s themes at most.") % {"most": MOST_THEMES}, "", "name_nb")
    theme = PlanTheme(plan=found, position=last.position + 1 if last else 0)
    _put(theme, facts)
    theme.save()
    _log(theme, "added", by)
    return theme


@transaction.atomic
def change_theme(theme: PlanTheme, facts: ThemeFacts, by: Person | None) -> PlanTheme:
    """The theme as it is now. Raises UserError that names the field."""
    found = plan_to_change(theme.plan, by)
    _check(found, facts, theme.pk)
    fresh = found.themes.get(pk=theme.pk)
    _put(fresh, facts)
    fresh.save()
    _log(fresh, "changed", by)
    return fresh


@transaction.atomic
def move_theme(theme: PlanTheme, steps: int, by: Person | None) -> None:
    """Moves the theme up (-1) or down (1) among those of the plan. One that is first or last already stays."""
    found = plan_to_change(theme.plan, by)
    themes = list(found.themes.all())
    at = next(k for k, each in enumerate(themes) if each.pk == theme.pk)
    if 0 <= at + steps < len(themes):
        themes.insert(at + steps, themes.pop(at))
        for position, each in enumerate(themes):
            each.position = position
        PlanTheme.objects.bulk_update(themes, ["position"])
        _log(theme, "moved", by)


@transaction.atomic
def remove_theme(theme: PlanTheme, by: Person | None) -> None:
    """Takes the theme out of the draft."""
    found = plan_to_change(theme.plan, by)
    gone = found.themes.get(pk=theme.pk)
    gone.delete()
    _log(theme, "removed", by)
