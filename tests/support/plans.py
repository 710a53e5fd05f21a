"""A long-term plan in force, as rows: most tests need its themes, not how it came to be."""

from __future__ import annotations

from datetime import date

from fordel.demo.plans import FORMER_THEMES
from fordel.parties.models import Office
from fordel.plan.models import Plan, PlanScheme, PlanState, PlanTheme
from fordel.plan.services.document import PLAN_KIND
from fordel.shared.clock import now
from fordel.writing.services.documents import begin_document


def plan_in_force(office: Office, *slugs: str) -> Plan:
    """The plan for 2023 to 2026 with the six themes of the demo, in force for the schemes with these slugs. Four
    queries, and no entry in the log."""
    document = begin_document(PLAN_KIND, None, now())
    plan = Plan.objects.create(
        pk=document.pk,
        document=document,
        office=office,
        title="Langsiktig plan for kompetanseutvikling",
        language="nb",
        first_year=2023,
        last_year=2026,
        outline=[{"code": "goal", "title": "Mål og grunnlag"}],
        state=PlanState.IN_FORCE,
        adopted_on=date(2023, 3, 16),
        in_force_at=now(),
    )
    PlanScheme.objects.bulk_create(PlanScheme(plan=plan, office=office, slug=slug, is_in_force=True) for slug in slugs)
    PlanTheme.objects.bulk_create(
        PlanTheme(
            plan=plan,
            code=code,
            names={"nb": nb, "nn": nn, "en": en},
            goals={"nb": goal_nb, "nn": goal_nn},
            first_year=2023,
            position=position,
        )
        for position, (code, nb, nn, en, goal_nb, goal_nn) in enumerate(FORMER_THEMES)
    )
    return plan
