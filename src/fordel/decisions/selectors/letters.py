"""Reads of letters, and the appeal deadline that follows from when they were received."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, NamedTuple

import holidays
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.http import Http404

from fordel.core.calendar import appeal_deadline
from fordel.decisions.models import Letter
from fordel.parties.plugs.tasks import OwnVisit
from fordel.programme.selectors.schemes import scheme_of
from fordel.shared.clock import OSLO


@dataclass(frozen=True)
class Appeal:
    """When a letter was received (first opening or delivery, whichever came first) and the last day to appeal."""

    received_at: datetime
    last_day: date
    weeks: int


def appeal_of(letter: Letter) -> Appeal | None:
    """None until the letter has been received: the deadline runs from then (forvaltningsloven § 29)."""
    times = [moment for moment in (letter.delivered_at, letter.opened_at) if moment is not None]
    if not times:
        return None
    received = min(times).astimezone(OSLO)
    weeks = scheme_of(letter.award.proposal.round.scheme).dates.appeal_weeks
    free_days = holidays.country_holidays("NO", years=[received.year, received.year + 1])
    return Appeal(received, appeal_deadline(received.date(), weeks, set(free_days)), weeks)


def letter_from_url(letter_id: int, **_rest: object) -> Letter:
    """The letter with what its page shows. Raises Http404."""
    found = (
        Letter.objects.filter(pk=letter_id)
        .select_related("recipient", "pdf", "award__report", "award__proposal__round__scheme")
        .first()
    )
    if found is None:
        raise Http404
    return found


_LIST = ("recipient", "award__report", "award__proposal__round__scheme")


_RUNNING: Final = Q(award__proposal__round__is_history=False)
"""Of a scheme that still runs: nobody waits for an answer to a letter of a former one."""


def letters_to(organisation_id: int) -> QuerySet[Letter]:
    """The letters to an organisation of the schemes that run, the newest first."""
    found = Letter.objects.filter(_RUNNING, recipient=organisation_id)
    return found.select_related(*_LIST).order_by("-dated", "pk")


def letters_of(proposal_id: int) -> QuerySet[Letter]:
    """The letters of a decision by report number."""
    letters = Letter.objects.filter(award__proposal=proposal_id).select_related(*_LIST)
    return letters.order_by("award__report__number", "pk")


def sent_letter(award_id: int, recipient_id: int) -> Letter:
    """The letter about an award to one of its recipients. Raises Http404."""
    found = Letter.objects.filter(award=award_id, recipient=recipient_id).first()
    if found is None:
        raise Http404
    return found


class LetterCounts(NamedTuple):
    """How many letters an organisation has, and has not opened."""

    all: int
    unopened: int


def own_counts() -> dict[str, Any]:
    """How many letters the organisation has, and has not opened."""
    unopened = Count("pk", filter=Q(opened_at__isnull=True))
    counted = Letter.objects.filter(_RUNNING, recipient=OuterRef("pk")).order_by().values("recipient")
    counted = counted.annotate(row=JSONObject(all=Count("pk"), unopened=unopened))
    return {"letter_counts": Subquery(counted.values("row"))}


def own_letters(visit: OwnVisit) -> LetterCounts:
    """What was read with `own_counts`."""
    return LetterCounts(**getattr(visit.organisation, "letter_counts", None) or {"all": 0, "unopened": 0})
