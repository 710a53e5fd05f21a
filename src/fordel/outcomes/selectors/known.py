"""What is known of a grant before anybody writes its report: facts with their source, never judgements."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import JSONObject

from fordel.core.form.definition import Texts
from fordel.events.models import Attendance
from fordel.outcomes.models import OutcomeReport
from fordel.programme.selectors.themes import themes_of
from fordel.reports.selectors.submissions import REPORT
from fordel.shared.clock import OSLO
from fordel.writing.models import Submission


class Attended(NamedTuple):
    """How many events of the office the owner's people were at in the year, and how many times somebody was."""

    events: int
    people: int


@dataclass(frozen=True)
class Known:
    """`answers` are those of the needs report by code, empty for one that came in a spreadsheet. `budget` is kind of
    cost -> kroner in the year. `goals` are the names and goals of the themes that the measure belongs to."""

    decided_on: date | None
    answers: Mapping[str, Any]
    budget: Mapping[str, int]
    attended: Attended
    goals: tuple[tuple[Texts, Texts], ...]


def known_of(outcome: OutcomeReport) -> Known:
    """One query."""
    issued = outcome.award.proposal.issued_at
    content, attended = _read(outcome)
    budget: dict[str, int] = {}
    for cell in content.get("budget", ()):
        if cell["year"] == outcome.year:
            budget[cell["kind"]] = budget.get(cell["kind"], 0) + cell["amount"]
    answers = content.get("answers", {})
    chosen = set(answers.get("themes", ()))
    goals = tuple((each.name, each.goal) for each in themes_of(outcome.round).listed if each.code in chosen)
    day = issued.astimezone(OSLO).date() if issued else None
    return Known(day, answers, budget, attended, goals)


def _read(outcome: OutcomeReport) -> tuple[Mapping[str, Any], Attended]:
    """What was sent of the needs report last (empty for one that came in a spreadsheet), and who was at events."""
    sent = Submission.objects.filter(**{REPORT: OuterRef("report")}).order_by("-sequence")
    rows = Attendance.objects.filter(
        participant__organisation=outcome.report.owner_id,
        participant__event__office=outcome.round.office_id,
        participant__event__starts_at__year=outcome.year,
    )
    counted = rows.order_by().values("participant__organisation")
    counts = counted.values(row=JSONObject(events=Count("participant__event", distinct=True), people=Count("pk")))
    found = OutcomeReport.objects.filter(pk=outcome.pk)
    content, attended = found.values_list(Subquery(sent.values("content")[:1]), Subquery(counts)).get()
    return content or {}, Attended(**(attended or {"events": 0, "people": 0}))
