"""Plans of an office, and the one that a scheme follows now."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final

from django.http import Http404

from fordel.core.form.definition import text_in
from fordel.parties.models import Office
from fordel.plan.models import Plan, PlanScheme, PlanState
from fordel.programme.models import Round, SchemeVersion
from fordel.programme.selectors.schemes import scheme_of


def plan_from_url(plan_id: int, office: str, **_rest: object) -> Plan:
    """The plan of an address. Raises Http404, also for a discarded one and one of another office."""
    found = (
        Plan.objects.select_related("document", "office", "former")
        .filter(pk=plan_id, office__slug=office)
        .exclude(state=PlanState.DISCARDED)
        .first()
    )
    if found is None:
        raise Http404
    return found


PUBLIC: Final = frozenset({PlanState.IN_FORCE, PlanState.REPLACED})
FOR_THE_FORUM: Final = frozenset({PlanState.PROPOSED, PlanState.ADOPTED})
NOT_DISCARDED: Final = frozenset(PlanState) - {PlanState.DISCARDED}


def plans_of(office: Office, states: Collection[PlanState] = PUBLIC) -> list[Plan]:
    """The office's plans in the states, the latest years first, each with its schemes. Two queries."""
    found = Plan.objects.filter(office=office, state__in=states).prefetch_related("schemes")
    return list(found.select_related("office").order_by("-first_year", "-pk"))


def plan_for(office_id: int, scheme_slug: str, year: int) -> Plan | None:
    """The plan that a year of the scheme follows if it opens now: the one in force, or if that begins later, the latest
    one before it that had begun by then. One query."""
    adopted = PlanScheme.objects.filter(
        office=office_id, slug=scheme_slug, plan__in_force_at__isnull=False, plan__first_year__lte=year
    )
    found = adopted.select_related("plan").order_by("-is_in_force", "-plan__in_force_at", "-plan").first()
    return found.plan if found else None


def plan_in_force(office_id: int, scheme_slug: str) -> Plan | None:
    """The plan that the scheme follows at the office now."""
    chosen = PlanScheme.objects.filter(office=office_id, slug=scheme_slug, is_in_force=True).select_related("plan")
    found = chosen.first()
    return found.plan if found else None


@dataclass(frozen=True)
class SchemeChoice:
    """A scheme that an office can have a plan for, with what is known of it in its latest year."""

    slug: str
    version: SchemeVersion

    @property
    def name(self) -> dict[str, str]:
        return dict(scheme_of(self.version).short_name)

    @property
    def years(self) -> int:
        """For how many years a plan of it is."""
        return scheme_of(self.version).plan_years


def scheme_choices() -> list[SchemeChoice]:
    """The schemes that take needs reports, in their latest year, by slug. One query."""
    latest = SchemeVersion.objects.order_by("slug", "-year").distinct("slug")
    return [SchemeChoice(each.slug, each) for each in latest if scheme_of(each).form is not None]


def schemes_of(plan: Plan, choices: Iterable[SchemeChoice]) -> list[SchemeChoice]:
    """Those among the choices that the plan is for."""
    slugs = {each.slug for each in plan.schemes.all()}
    return [each for each in choices if each.slug in slugs]


def group_names(schemes: Iterable[SchemeChoice], language: str) -> dict[str, str]:
    """Code -> name, in the language, of the target groups of the schemes."""
    found: dict[str, str] = {}
    for choice in schemes:
        for group in scheme_of(choice.version).groups:
            found.setdefault(group.code, text_in(group.name, language))
    return found


def rounds_without_plan(plan: Plan) -> list[Round]:
    """The running rounds of the plan's schemes and years that opened when no plan was in force."""
    slugs = list(plan.schemes.values_list("slug", flat=True))
    found = Round.objects.filter(office=plan.office_id, scheme_slug__in=slugs, is_history=False, plan_pin__isnull=True)
    return list(found.filter(year__range=(plan.first_year, plan.last_year)).select_related("scheme").order_by("year"))
