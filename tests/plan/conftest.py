"""A plan that is being written at an office with a running year."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from fordel.parties.models import Person
from fordel.plan.models import Plan
from fordel.plan.selectors.chapters import form_of_plan
from fordel.plan.services.document import PLAN_KIND
from fordel.plan.services.plans import PlanFacts, start_plan
from fordel.plan.services.themes import ThemeFacts, add_theme
from fordel.programme.models import Round, SchemeVersion
from fordel.programme.services.open_round import open_round
from fordel.shared.clock import now
from fordel.writing.services.save_fields import Edit, save_fields

Begin = Callable[..., Plan]
NEXT = PlanFacts("Neste plan", ("kollektiv",), 2027, 2030, "nb")


@pytest.fixture
def officer(nordland: Any, person_as: Any) -> Person:
    found: Person = person_as("case_officer")
    return found


@pytest.fixture
def draft(nordland: Any, officer: Person) -> Plan:
    return start_plan(nordland.office, NEXT, officer)


def write_every_chapter(plan: Plan, by: Person, text: str = "<p>Skrevet.</p>") -> None:
    codes = [part.code for part in form_of_plan(plan).parts]
    save_fields(PLAN_KIND, plan.pk, by, [Edit(code, text, 0, is_html=True) for code in codes], now())


def add(plan: Plan, by: Person, code: str, name: str, **more: Any) -> Any:
    """A theme of the plan with the same name in bokmål and nynorsk."""
    first = more.pop("first_year", plan.first_year)
    return add_theme(plan, ThemeFacts(code, {"nb": name, "nn": name}, first_year=first, **more), by)


def open_year(round_: Round, year: int) -> Round:
    """The next year of the same scheme, opened at the same office."""
    scheme = round_.scheme
    dates = {**scheme.definition["dates"], "needs_open": "2026-01-01", "needs_deadline": f"{year}-12-31T00:00:00"}
    definition = {**scheme.definition, "year": year, "dates": dates}
    later = SchemeVersion.objects.create(
        code=scheme.code, slug=scheme.slug, year=year, definition=definition, sha256=f"{year}" * 16
    )
    return open_round(round_.office, later, {"kindergarten": 1_000_000, "school": 1_000_000}, None)
