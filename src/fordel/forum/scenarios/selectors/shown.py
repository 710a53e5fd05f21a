"""What a meeting has on its screen of the forum's scenarios."""

from __future__ import annotations

from dataclasses import dataclass

from fordel.forum.models import Scenario
from fordel.forum.scenarios.selectors.alternatives import Alternative, alternatives
from fordel.forum.scenarios.selectors.scenarios import is_outdated, scenarios_of_office
from fordel.forum.seats.selectors.impartiality import conflicted_reports
from fordel.meetings.models import Meeting
from fordel.parties.actors import Actor
from fordel.programme.selectors.rounds import frame_lines
from fordel.programme.selectors.running import name_among, rounds_beside, rounds_in
from fordel.reports.selectors.reports import bare_rows


def shown_ids(meeting: Meeting) -> list[int]:
    """The ids of the scenarios on the screen; [] where something else is."""
    return [int(pk) for pk in meeting.shown.get("scenarios", [])]


def shown_scenarios(meeting: Meeting) -> list[Scenario]:
    """The scenarios on the screen, in order, with the office's running `rounds`; those that are deleted are left out.
    One query at most."""
    ids = shown_ids(meeting)
    if not ids:
        return []
    return list(
        scenarios_of_office(meeting.office_id).filter(pk__in=ids).annotate(rounds=rounds_beside("round__office"))
    )


@dataclass(frozen=True)
class Shown:
    """What a reader may see of the scenarios on the screen; `outdated` are those that no longer fit the reports.
    `round_name` is '' at an office with one round."""

    alternatives: list[Alternative]
    outdated: list[Scenario]
    round_name: str = ""


def shown_to(meeting: Meeting, actor: Actor) -> Shown:
    """A fixed number of queries; none where no scenario is shown."""
    found = shown_scenarios(meeting)
    if not found:
        return Shown([], [])
    round_ = found[0].round  # what is shown together is always of one round
    rows, lines = bare_rows(round_), frame_lines(round_)
    outdated = [each for each in found if is_outdated(each, lines, rows)]
    name = name_among(round_.pk, rounds_in(found[0].rounds))  # type: ignore[attr-defined]  # as annotated
    return Shown(alternatives(found, rows, lines, conflicted_reports(actor)), outdated, name)
