"""A plan as its pages show it: to read, and to write."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from fordel.core.form.definition import Texts, text_in
from fordel.parties.models import Person
from fordel.plan.models import Plan, PlanTheme
from fordel.plan.selectors.plans import SchemeChoice, group_names
from fordel.plan.services.document import PLAN_KIND, PlanText
from fordel.writing.presentation.document_view import Addresses, DocumentView
from fordel.writing.selectors.conflicts import conflicts_of
from fordel.writing.selectors.fields import fields_of
from fordel.writing.selectors.presence import others_in


def plan_address(name: str, plan: Plan, **more: Any) -> str:
    """The address of a page of the plan."""
    return reverse(f"plan:{name}", kwargs={"office": plan.office.slug, "plan_id": plan.pk, **more})


def _part_address(plan: Plan, code: str) -> str:
    return plan_address("chapter", plan, chapter=code)


class PlanView(DocumentView[PlanText]):
    """The chapters as they are being written."""

    @property
    def parts_label(self) -> str:
        return _("Chapters")

    @property
    def read_label(self) -> str:
        return _("Read the whole plan")


def view_of(plan: Plan, person: Person) -> PlanView:
    """The plan as one person writes in it. Six queries."""
    facts = PLAN_KIND.facts(plan)
    addresses = Addresses(
        read=plan_address("plan", plan),
        part=partial(_part_address, plan),
        save=plan_address("save", plan),
        here=plan_address("here", plan),
    )
    versions = {key: version for key, _value, version in fields_of(plan.pk)}
    return PlanView(
        plan.document,
        addresses,
        facts,
        PLAN_KIND.findings(facts),
        versions,
        conflicts_of(plan.pk, person.pk),
        others_in(plan.pk, person.pk),
    )


@dataclass(frozen=True)
class ThemeShown:
    """A theme in the reader's language. `years` says when, if it is not as long as the plan; `continues` names the
    earlier theme, `groups` whom it is for ('' for all)."""

    code: str
    name: str
    sami: str
    goal: str
    signs: str
    groups: str
    years: str
    continues: str
    move: str


def themes_shown(plan: Plan, schemes: list[SchemeChoice]) -> list[ThemeShown]:
    """The themes of the plan, in order; `schemes` are those that it is for. One query."""
    language = get_language() or "nb"
    groups = group_names(schemes, language)
    rows = plan.themes.select_related("continues__plan")
    return [_shown(plan, row, groups, language) for row in rows]


def _shown(plan: Plan, row: PlanTheme, groups: dict[str, str], language: str) -> ThemeShown:
    goals: Texts = row.goals
    signs: Texts = row.signs
    last = row.last_year or plan.last_year
    whole = (row.first_year, last) == (plan.first_year, plan.last_year)
    earlier = row.continues
    is_same = earlier is not None and earlier.name(language) == row.name(language)
    return ThemeShown(
        code=row.code,
        name=row.name(language),
        sami=row.names.get("se", ""),
        goal=text_in(goals, language),
        signs=text_in(signs, language),
        groups=", ".join(groups.get(code, code) for code in row.target_groups),
        years="" if whole else str(row.first_year) if row.first_year == last else f"{row.first_year}–{last}",
        continues="" if earlier is None or is_same else earlier.name(language),
        move=plan_address("move-theme", plan, theme=row.code),
    )


def scheme_names(schemes: list[SchemeChoice]) -> list[str]:
    """What the schemes are called, in the reader's language."""
    language = get_language() or "nb"
    return [text_in(each.name, language) for each in schemes]
