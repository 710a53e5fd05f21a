"""A plan as its pages show it: to read, and to write."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from fordel.core.form.definition import Texts, text_in
from fordel.core.lifecycle import PLAN
from fordel.parties.models import Person
from fordel.plan.models import Plan, PlanTheme
from fordel.plan.selectors.chapters import chapters_kept
from fordel.plan.selectors.plans import SchemeChoice
from fordel.plan.services.document import PLAN_KIND, PlanText
from fordel.programme.selectors.schemes import scheme_of
from fordel.shared.rich_text import safe_html
from fordel.writing.presentation.document_view import Addresses, DocumentView
from fordel.writing.selectors.conflicts import conflicts_of
from fordel.writing.selectors.fields import fields_of, values_of
from fordel.writing.selectors.presence import others_in
from fordel.writing.selectors.submissions import last_submission


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
class Chapter:
    """A chapter to read; `text` is safe HTML, '' if nothing is written."""

    code: str
    title: str
    text: SafeString


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


def chapters_of(plan: Plan) -> list[Chapter]:
    """The chapters as they are: what was adopted, or for a draft what is written now. One query."""
    if not PLAN.allows(plan.state, "change"):
        kept = last_submission(plan.pk)
        return [Chapter(*each[:2], safe_html(each[2])) for each in chapters_kept(kept)] if kept else []
    values = values_of(plan.pk)
    return [Chapter(each["code"], each["title"], safe_html(values.get(each["code"]) or "")) for each in plan.outline]


def group_choices(schemes: list[SchemeChoice]) -> list[tuple[str, str]]:
    """(code, name) of the target groups of the schemes, in the reader's language."""
    language = get_language() or "nb"
    found: dict[str, str] = {}
    for choice in schemes:
        for group in scheme_of(choice.version).groups:
            found.setdefault(group.code, text_in(group.name, language))
    return list(found.items())


def themes_shown(plan: Plan, schemes: list[SchemeChoice]) -> list[ThemeShown]:
    """The themes of the plan, in order; `schemes` are those that it is for. One query."""
    groups, language = dict(group_choices(schemes)), get_language() or "nb"
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
