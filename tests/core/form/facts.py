"""Drafts for tests of the rules: one that is ready to be sent, and ways to change it."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import fordel
from fordel.core.form.definition import FormDefinition, read_form
from fordel.core.form.draft import DraftFacts, Party

SCHEME = Path(fordel.__file__).parent / "programme" / "schemes" / "collective-2026.toml"


@cache
def form() -> FormDefinition:
    return read_form(tomllib.loads(SCHEME.read_text(encoding="utf-8")))


UIT = Party("p1", 11, "UiT Norges arktiske universitet", "university", "partner", "confirmed")
STATPED = Party("p2", 12, "Statped", "other_provider", "partner", "confirmed")
READY: dict[str, Any] = {
    "title": "Overgang barnehage–skole",
    "target_group": "both",
    "duration_years": "2",
    "need_text": "Vi ser at overgangen er ulik fra skole til skole.",
    "how_found": "Kartlegging i alle barnehager og skoler.",
    "goal": "Barna møter en skole som er klar for dem.",
    "change_of_practice": "Barnehage og skole planlegger sammen.",
    "activities": "Høst: samlinger. Vår: utprøving.",
    "units": "Hamarøy skole\nOppeid barnehage",
    "employees": "42",
    "children": "310",
    "need.2026": "812 379",
    "need.2027": "680 000",
    "budget.2026.owner.planning": "56 379",
    "budget.2026.owner.carrying_out": "400 000",
    "budget.2026.p1.carrying_out": "356 000",
    "budget.2027.owner.carrying_out": "420 000",
    "budget.2027.p1.carrying_out": "260 000",
    "employees_took_part": "yes",
    "how_took_part": "Personalmøter i alle enheter.",
    "sami_perspective": "no",
    "private_kindergartens": "Kommunen har ingen private barnehager.",
}


def facts(parties: tuple[Party, ...] = (UIT,), owner_kind: str = "municipality", **changes: Any) -> DraftFacts:
    """The ready draft with `changes` (a key's dots as double underscores; None takes the field away)."""
    values = READY | {key.replace("__", "."): value for key, value in changes.items()}
    kept = {key: value for key, value in values.items() if value is not None}
    return DraftFacts(
        form=form(),
        year=2026,
        owner_id=1,
        owner_name="Hamarøy kommune",
        owner_kind=owner_kind,
        values=kept,
        parties=parties,
    )
