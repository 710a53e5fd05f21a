"""Hearings, and what is heard."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import Http404

from fordel.hearing.models import Hearing, HearingInput, HearingPoint, Invited
from fordel.parties.models import Office
from fordel.plan.selectors.chapters import chapters_kept

_ALL = Hearing.objects.select_related("office", "plan__office", "plan__document", "version")


def hearing_from_url(hearing_id: int, office: str, **_rest: object) -> Hearing:
    """The hearing of an address. Raises Http404."""
    found = _ALL.filter(pk=hearing_id, office__slug=office).first()
    if found is None:
        raise Http404
    return found


def input_from_url(hearing_id: int, office: str, secret: str, **_rest: object) -> HearingInput:
    """The input whose secret is in the address. Raises Http404."""
    rows = HearingInput.objects.select_related("hearing__office", "hearing__plan__office", "organisation")
    found = rows.filter(secret=secret, hearing=hearing_id, hearing__office__slug=office).first()
    if found is None:
        raise Http404
    return found


def point_from_url(hearing_id: int, office: str, point_id: int, **_rest: object) -> HearingPoint:
    """A point that was received. Raises Http404."""
    rows = HearingPoint.objects.select_related(
        "input__organisation", "input__hearing__office", "input__hearing__plan__office", "input__hearing__version"
    )
    here = Q(input__hearing=hearing_id, input__hearing__office__slug=office, input__received_at__isnull=False)
    found = rows.filter(here, pk=point_id).first()
    if found is None:
        raise Http404
    found.office_id = found.input.hearing.office_id  # type: ignore[attr-defined]  # what the rules look at
    return found


def hearings_of(office: Office, instant: datetime) -> list[Hearing]:
    """Those of the office that have opened, the latest first. One query."""
    found = Hearing.objects.select_related("plan", "office").filter(office=office, opens_at__lte=instant)
    return list(found.order_by("-opens_at"))


@dataclass(frozen=True)
class ChapterHeard:
    """A chapter as it was heard; `html` is not cleaned yet."""

    code: str
    title: str
    html: str


def chapters_heard(hearing: Hearing) -> list[ChapterHeard]:
    """The chapters of the version that is heard, in order."""
    return [ChapterHeard(*each) for each in chapters_kept(hearing.version)]


def invited_to(hearing: Hearing) -> QuerySet[Any]:
    """Those who are asked, each with `has_answered`. One query."""
    received = HearingInput.objects.filter(hearing=hearing, received_at__isnull=False)
    same = Q(organisation=OuterRef("organisation")) | (Q(email__iexact=OuterRef("email")) & ~Q(email=""))
    return Invited.objects.filter(hearing=hearing).annotate(has_answered=Exists(received.filter(same)))


def inputs_of(hearing: Hearing) -> QuerySet[HearingInput]:
    """What was received, in order, each with how many points wait for an answer (`waits`)."""
    found = HearingInput.objects.filter(hearing=hearing, received_at__isnull=False).select_related("organisation")
    waits = Count("points", filter=Q(points__outcome=""), distinct=True)
    return found.annotate(waits=waits, all_points=Count("points", distinct=True)).order_by("number")


def points_of(hearing: Hearing) -> QuerySet[HearingPoint]:
    """Every point that was received, with its input."""
    found = HearingPoint.objects.filter(input__hearing=hearing, input__received_at__isnull=False)
    return found.select_related("input__organisation")
