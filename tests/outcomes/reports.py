"""Outcome reports as owners and partners write them, for tests of several folders."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django.db.models import F
from django.urls import reverse

from fordel.decisions.models import Award
from fordel.outcomes.models import OutcomeReport
from fordel.outcomes.selectors.outcomes import form_of, outcome_from_url
from fordel.outcomes.services.open_reports import open_report
from fordel.outcomes.services.outcome_document import OutcomeDocument
from fordel.parties.models import Person
from fordel.programme.models import Round
from fordel.shared.clock import OSLO, now
from fordel.writing.selectors.fields import fields_of
from fordel.writing.services.save_fields import Edit, save_fields

OPENS: Final = datetime(2026, 12, 1, 8, tzinfo=OSLO)
LAST_INSTANT: Final = datetime(2027, 1, 15, 23, 59, 59, tzinfo=OSLO)
TOO_LATE: Final = datetime(2027, 1, 16, tzinfo=OSLO)
SENT_IN_FULL: Final = {
    "state": "submitted",
    "submitted_at": OPENS,
    "findings": 0,
    "used": F("granted"),
    "unused": 0,
    "wish": "",
}
"""What a report is like that was sent with nothing to remark on and all of the grant used."""


def open_one(award: Award) -> OutcomeReport:
    """The report of the award alone, opened now whatever the day, due on the scheme's day."""
    award = Award.objects.select_related("report__owner", "report__round").get(pk=award.pk)
    round_ = Round.objects.select_related("office", "scheme").get(pk=award.report.round_id)
    return open_report(award, round_, TOO_LATE)


def answers(outcome: OutcomeReport, *, unused: int = 0, **changed: str) -> dict[str, str]:
    """What an owner answers who has used all of the grant but `unused` kroner."""
    used = Award.objects.get(pk=outcome.award_id).amount - unused
    values = {"carried_out": "carried_out", "employees": "24"}
    asked = {question.code for _part, question in form_of(outcome_from_url(outcome.pk)).questions()}
    values |= {code: "80" for code in asked if code.startswith("reached_")}
    values |= {f"degree_{sign}": "large" for sign in "abcde"}
    values |= {f"shows_{sign}": f"Dette viser {sign}." for sign in "abcde"}
    values |= {"used": str(used), "cost_planning": "0", "cost_carrying_out": str(used)}
    values |= {"cost_evaluation": "0", "cost_coordinator": "0"}
    if unused:
        values |= {"unused_why": "En samling ble avlyst.", "wish": "keep"}
    return values | changed


def part_of(organisation: int, degree: str = "some") -> dict[str, str]:
    """What a partner answers in its own part."""
    values = {f"p{organisation}_degree_{sign}": degree for sign in "abcde"}
    return values | {f"p{organisation}_shows_{sign}": f"Vi så det i {sign}." for sign in "abcde"}


def typed(values: Mapping[str, str]) -> dict[str, str]:
    """The values as the form of a part sends them, of fields that were empty."""
    return dict(values) | {f"v.{key}": "0" for key in values}


def write(outcome: OutcomeReport, values: Mapping[str, Any], person: Person, organisation: int | None) -> None:
    """Save the fields as the organisation (None: the office for the owner)."""
    versions = {key: version for key, _value, version in fields_of(outcome.pk)}
    edits = [Edit(key, value, versions.get(key, 0)) for key, value in values.items()]
    save_fields(OutcomeDocument(organisation), outcome.pk, person, edits, now())


def at(name: str, outcome: OutcomeReport, **more: Any) -> str:
    """The address of a page of those who write."""
    return reverse(f"outcomes:{name}", kwargs={"outcome_id": outcome.pk, **more})


def office_at(name: str, outcome: OutcomeReport) -> str:
    """The address of a page of the office."""
    return reverse(f"outcome_office:{name}", kwargs={**outcome.round.where, "outcome_id": outcome.pk})
