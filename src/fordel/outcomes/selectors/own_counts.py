"""The outcome reports that wait for an organisation, read with its start page."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, QuerySet
from django.db.models.functions import Coalesce, Greatest, JSONObject

from fordel.outcomes.models import OutcomeParty, OutcomeReport, OutcomeState
from fordel.parties.plugs.tasks import OwnVisit
from fordel.writing.models import DocumentMessage

_CLOSES: Final = Greatest("due", Coalesce("extended_to", "due"))


class Waiting(NamedTuple):
    """A report that waits: `what` is `write`, `returned`, `part` or `asked`, `closes` the first instant too late."""

    id: int
    title: str
    what: str
    closes: datetime


def own_counts() -> dict[str, Any]:
    """The reports that the organisation is to write, correct, answer a part of, or answer a question about."""
    own = OutcomeReport.objects.filter(report__owner=OuterRef("pk")).order_by("pk")
    parts = OutcomeParty.objects.filter(organisation=OuterRef("pk"), confirmed_at__isnull=True)
    live = parts.exclude(outcome__state__in=(OutcomeState.APPROVED, OutcomeState.CLOSED)).order_by("pk")
    asked = DocumentMessage.objects.filter(
        document__outcome__report__owner=OuterRef("pk"),
        from_office=True,
        reply_by__isnull=False,
        answered_at__isnull=True,
    )
    part_closes = Greatest("outcome__due", Coalesce("outcome__extended_to", "outcome__due"))
    return {
        "outcomes_to_write": _listed(own.filter(state=OutcomeState.OPEN), "pk", "report__title", _CLOSES),
        "outcomes_returned": _listed(own.filter(state=OutcomeState.RETURNED), "pk", "report__title", F("reply_by")),
        "outcome_parts_waiting": _listed(live, "outcome", "outcome__report__title", part_closes),
        "outcomes_asked": _listed(asked, "document", "document__outcome__report__title", F("reply_by")),
    }


def _listed(rows: QuerySet[Any], key: str, title: str, closes: Any) -> ArraySubquery:
    return ArraySubquery(rows.values(row=JSONObject(id=key, title=title, closes=closes)))


_WHAT: Final = {
    "outcomes_to_write": "write",
    "outcomes_returned": "returned",
    "outcome_parts_waiting": "part",
    "outcomes_asked": "asked",
}


def waiting_of(visit: OwnVisit) -> list[Waiting]:
    """What was read with `own_counts`, each that still can be done."""
    found = [
        Waiting(each["id"], each["title"], what, datetime.fromisoformat(each["closes"]))
        for name, what in _WHAT.items()
        for each in getattr(visit.organisation, name, [])
    ]
    return [each for each in found if each.closes > visit.instant or each.what == "asked"]
