"""What the forum puts on the screen of a meeting: scenarios with their sums, no names and no single report."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict

from fordel.core.money import format_kroner
from fordel.forum.models import Scenario
from fordel.forum.scenarios.presentation.alternative_charts import frames_of
from fordel.forum.scenarios.presentation.choices import methods, usable_methods
from fordel.forum.scenarios.selectors.alternatives import sums_of
from fordel.forum.scenarios.selectors.scenarios import scenarios_of_office, specification_of
from fordel.forum.scenarios.selectors.shown import shown_ids, shown_to
from fordel.forum.voting.selectors.electorate import rounds_at_hand, rounds_here
from fordel.forum.voting.selectors.prioritising import prioritising_in
from fordel.meetings.models import Meeting
from fordel.meetings.plugs.hooks import Mistake
from fordel.parties.actors import Actor
from fordel.programme.models import Round
from fordel.programme.selectors.running import name_among
from fordel.programme.selectors.schemes import offered_methods
from fordel.shared.fragments import Fragment


def scenario_screen(meeting: Meeting, actor: Actor) -> Fragment | None:
    """The scenarios that are shown, beside each other, and a picture if there is one; None if none is shown."""
    shown = shown_to(meeting, actor)
    found = shown.alternatives
    if not found or not found[0].rows:
        return None
    context = {
        "found": found,
        "round_name": shown.round_name,
        "lines": sums_of(found),
        "frames": frames_of(found[0]).narrow if len(found) == 1 else "",
        "closed": found[0].closed,
        "outdated": shown.outdated,
        "computed_at": max(each.scenario.computed_at for each in found),
    }
    return Fragment("forum/scenarios/screen.html", context)


@dataclass(frozen=True)
class _Shown:
    """A scenario on the screen with what is in its fields; where something was typed wrong, what was typed."""

    scenario: Scenario
    field: str
    reserve: str
    method: str


@dataclass(frozen=True)
class _OfRound:
    """The scenarios of a round, each with whether it is on the screen; the name is '' at an office with one round."""

    round: Round
    name: str
    scenarios: list[tuple[Scenario, bool]]


def scenario_tool(meeting: Meeting, _actor: Actor, mistake: Mistake | None) -> Fragment | None:
    """For the secretary: which scenarios are on the screen, and what each of them holds back."""
    chosen, typed = shown_ids(meeting), mistake.typed if mistake else QueryDict()
    scenarios, names = list(scenarios_of_office(meeting.office_id)), methods()
    if not scenarios:
        return None
    shown = []
    for each in scenarios:
        if each.pk in chosen:
            field = f"reserve-{each.number}"
            reserve = typed.get(field, format_kroner(specification_of(each).reserve_total))
            shown.append(_Shown(each, field, reserve, typed.get("method", "") if field in typed else each.method))
    of_method = shown[0].scenario.round if shown else scenarios[0].round
    usable = usable_methods(prioritising_in(of_method), offered_methods(of_method))
    context = {
        "meeting": meeting,
        "office": meeting.office,
        "groups": _by_round(scenarios, chosen, meeting),
        "shown": shown,
        "methods": [(code, names[code][0]) for code in usable],
        "error": mistake.error if mistake else None,
    }
    return Fragment("forum/scenarios/screen_tool.html", context)


def _by_round(scenarios: list[Scenario], chosen: list[int], meeting: Meeting) -> list[_OfRound]:
    """Of the rounds at hand, and of the one that is shown."""
    every, at_hand = rounds_here(meeting), {each.id for each in rounds_at_hand(meeting)}
    found: dict[int, _OfRound] = {}
    for each in scenarios:
        is_shown = each.pk in chosen
        if each.round_id in at_hand or is_shown or each.round_id in found:
            group = found.setdefault(each.round_id, _OfRound(each.round, name_among(each.round_id, every), []))
            group.scenarios.append((each, is_shown))
    return list(found.values())
