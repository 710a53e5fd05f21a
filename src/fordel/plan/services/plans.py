"""Begins a plan, says what it is, and discards it; and how its lifecycle meets its row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from fordel.core.form.definition import text_in
from fordel.core.lifecycle import PLAN
from fordel.parties.models import Office, Person
from fordel.parties.selectors.standing import Place, roles_at
from fordel.plan.models import Plan, PlanLanguage, PlanScheme, PlanTheme
from fordel.plan.selectors.plans import scheme_choices
from fordel.plan.services.document import PLAN_KIND, locked_plan
from fordel.programme.selectors.schemes import scheme_of
from fordel.shared.audit import record
from fordel.shared.clock import now, today
from fordel.shared.errors import UserError
from fordel.shared.lifecycles import Facts, Rules, advance
from fordel.writing.selectors.fields import values_of
from fordel.writing.services.documents import begin_document
from fordel.writing.services.fill_document import fill_document

FIRST_YEAR: Final = 2000
LAST_YEAR: Final = 2100


@dataclass(frozen=True)
class PlanFacts:
    """What a plan is: `schemes` are the slugs of those it is for."""

    title: str
    schemes: tuple[str, ...]
    first_year: int | None
    last_year: int | None
    language: str


def _not_now(plan: Plan, _verb: str = "") -> UserError:
    state = plan.get_state_display()
    return UserError(
        _("This cannot be done while the plan is: %(state)s.") % {"state": state}, _("Nothing was changed.")
    )


def _require_adoption(_plan: Plan, facts: Facts) -> None:
    adopted_on: date | None = facts.get("adopted_on")
    if adopted_on is None:
        raise UserError(_("The day on which the plan was adopted is missing."), _("Write the day."), "adopted_on")
    if adopted_on > today():
        raise UserError(_("The plan cannot be adopted on a day that has not come."), _("Write the day."), "adopted_on")


def _require_whole(plan: Plan, _facts: Facts) -> None:
    if not plan.themes.exists():
        raise UserError(_("The plan has no theme."), _("Write at least one theme: owners choose between them."))
    if not plan.outline:
        raise UserError(_("The plan has no chapter."), _("Write at least one."))


PLANS: Final = Rules[Plan](
    lifecycle=PLAN,
    place=lambda plan: Place(plan.office_id),
    roles=roles_at,
    refusal=_not_now,
    guards={"adopted": _require_adoption, "whole": _require_whole},
)


def _checked(facts: PlanFacts) -> tuple[int, int]:
    """The first and last year. Raises UserError that names the field."""
    if not facts.title.strip():
        raise UserError(_("The plan has no name."), _("Write what it is called."), "title")
    known = {each.slug for each in scheme_choices()}
    if not facts.schemes or not known.issuperset(facts.schemes):
        raise UserError(_("No scheme is chosen."), _("Choose what the plan is for."), "schemes")
    first, last = facts.first_year, facts.last_year
    if first is None or not FIRST_YEAR <= first <= LAST_YEAR:
        raise UserError(
            _("The first year is missing."), _("Write it with four digits, for example 2026."), "first_year"
        )
    if last is None or not first <= last <= LAST_YEAR:
        message = _("The last year must be the first year or later.")
        raise UserError(message, _("Write it with four digits, for example 2029."), "last_year")
    if facts.language not in PlanLanguage.values:
        raise UserError(_("The form of Norwegian is not chosen."), _("Choose one."), "language")
    return first, last


@transaction.atomic
def start_plan(office: Office, facts: PlanFacts, by: Person | None, former: Plan | None = None) -> Plan:
    """A draft with the chapters that the scheme suggests; or those of the former plan, with their texts and themes, of
    which each continues the one it was. Raises UserError that names the field."""
    first, last = _checked(facts)
    document = begin_document(PLAN_KIND, by, now())
    plan = Plan.objects.create(
        pk=document.pk,
        document=document,
        office=office,
        title=facts.title.strip(),
        language=facts.language,
        first_year=first,
        last_year=last,
        outline=former.outline if former else _suggested(facts),
        former=former,
    )
    _set_schemes(plan, facts.schemes)
    record("plan.plan.begun", actor=by, subject=plan, office=office, details={"years": [first, last]})
    if former is not None:
        _bring_along(plan, former, by)
    return plan


def _suggested(facts: PlanFacts) -> list[dict[str, Any]]:
    versions = {each.slug: each.version for each in scheme_choices()}
    chapters = scheme_of(versions[facts.schemes[0]]).plan_outline
    return [
        {"code": each.code, "title": text_in(each.title, facts.language), "help": dict(each.help)} for each in chapters
    ]


def _set_schemes(plan: Plan, slugs: Sequence[str]) -> None:
    PlanScheme.objects.filter(plan=plan).exclude(slug__in=slugs).delete()
    known = set(plan.schemes.values_list("slug", flat=True))
    PlanScheme.objects.bulk_create(
        PlanScheme(plan=plan, office=plan.office, slug=slug) for slug in slugs if slug not in known
    )


def _bring_along(plan: Plan, former: Plan, by: Person | None) -> None:
    for theme in former.themes.all():
        PlanTheme.objects.create(
            plan=plan,
            code=theme.code,
            names=theme.names,
            goals=theme.goals,
            signs=theme.signs,
            also=theme.also,
            target_groups=theme.target_groups,
            first_year=plan.first_year,
            position=theme.position,
            continues=theme,
        )
    if by is not None:
        fill_document(PLAN_KIND, plan.pk, values_of(former.pk), by, now())


def plan_to_change(plan: Plan, by: Person | None) -> Plan:
    """The plan as it is now, held until the transaction ends. Raises UserError if the person may not change it now."""
    found = locked_plan(plan.pk)
    advance(PLANS, found, "change", by)
    return found


@transaction.atomic
def change_plan(plan: Plan, facts: PlanFacts, by: Person | None) -> Plan:
    """The plan with its new name, schemes and years. Raises UserError that names the field."""
    first, last = _checked(facts)
    found = plan_to_change(plan, by)
    found.title, found.language = facts.title.strip(), facts.language
    found.first_year, found.last_year = first, last
    found.save(update_fields=["title", "language", "first_year", "last_year"])
    _set_schemes(found, facts.schemes)
    record("plan.plan.changed", actor=by, subject=found, office=found.office_id, details={"years": [first, last]})
    return found


@transaction.atomic
def discard_plan(plan: Plan, by: Person) -> None:
    """Takes a draft away. What was written is kept, and nobody is shown it."""
    found = locked_plan(plan.pk)
    advance(PLANS, found, "discard", by)
    found.save(update_fields=["state"])
    record("plan.plan.discarded", actor=by, subject=found, office=found.office_id, details={})
