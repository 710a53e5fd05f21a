"""What a meeting has on its screen of the forum's scenarios."""

from __future__ import annotations

from dataclasses import dataclass

from fordel.forum.impartiality import conflicted_reports
from fordel.forum.models import Scenario
from fordel.forum.selectors.alternatives import Alternative, alternatives
from fordel.forum.selectors.scenarios import is_outdated, scenarios_of
from fordel.meetings.models import Meeting
from fordel.needs.selectors.reports import bare_rows
from fordel.parties.actors import Actor
from fordel.programme.selectors.rounds import frame_lines


def shown_ids(meeting: Meeting) -> list[int]:
    """The ids of the scenarios on the screen; [] where something else is."""
    return [int(pk) for pk in meeting.shown.get("scenarios", [])]


def shown_scenarios(meeting: Meeting) -> list[Scenario]:
    """The scenarios on the screen, in order; those that are deleted are left out. One query at most."""
    ids = shown_ids(meeting)
    return list(scenarios_of(meeting.round).filter(pk__in=ids)) if ids else []


@dataclass(frozen=True)
class Shown:
    """What a reader may see of the scenarios on the screen; `outdated` are those that no longer fit the reports."""

    alternatives: list[Alternative]
    outdated: list[Scenario]


def shown_to(meeting: Meeting, actor: Actor) -> Shown:
    """A fixed number of queries; none where no scenario is shown."""
    found = shown_scenarios(meeting)
    if not found:
        return Shown([], [])
    rows, lines = bare_rows(meeting.round), frame_lines(meeting.round)
    outdated = [each for each in found if is_outdated(each, lines, rows)]
    return Shown(alternatives(found, rows, lines, conflicted_reports(actor)), outdated)
