"""The demo's recommendation: a draft from the scenario without cuts, with the words that the forum will discuss, to be
adopted in the meeting in March."""

from __future__ import annotations

from typing import Final

from fordel.forum.models import Scenario
from fordel.forum.recommendation.services.write_recommendation import begin_recommendation, change_texts
from fordel.forum.scenarios.services.adjust_scenario import set_purposes
from fordel.parties.models import Person
from fordel.programme.models import Round

_PURPOSES: Final = {"0": 2_000_000, "1": 400_000, "2": 350_000, "3": 250_000}
_TEXT: Final = (
    "Forumet mener at alle behovene som er meldt, bør dekkes i 2026. Tiltak i nettverk og tiltak med samisk perspektiv"
    " har høyest prioritet.\n\nBegge målgruppene er vurdert. Tiltakene på tvers knytter barnehage og skole sammen."
)
_RESERVE: Final = (
    "Det som holdes igjen, går til felles tiltak i 2027, samlinger, workshoper og forumets arbeid. Forumet ber om at"
    " felles tiltak i 2027 får samisk innhold."
)


def load_demo_recommendation(round_: Round, officer: Person) -> None:
    scenario = Scenario.objects.get(round=round_, number=1)
    set_purposes(scenario.pk, _PURPOSES, officer)
    scenario.refresh_from_db()
    made = begin_recommendation(scenario, officer)
    change_texts(made.pk, made.revision, _TEXT, _RESERVE, officer)
