"""Evaluations as pages find them: by their event, or by a code."""

from __future__ import annotations

import hashlib

from django.http import Http404

from fordel.core.anonymity.groups import is_open
from fordel.events.models import Evaluation, EvaluationAnswer, EvaluationCode, Event, Participant, PlaceState
from fordel.shared.clock import now


def hash_of(code: str) -> str:
    """What is kept of a code."""
    return hashlib.sha256(code.encode()).hexdigest()


def code_from_url(code: str, office: str, **_rest: object) -> EvaluationCode:
    """Raises Http404."""
    rows = EvaluationCode.objects.select_related("evaluation__event__office", "evaluation__event__series")
    found = rows.filter(code_hash=hash_of(code), evaluation__event__office__slug=office).first()
    if found is None:
        raise Http404
    return found


def evaluation_of(event: Event) -> Evaluation | None:
    """The evaluation of the event, if people have been asked. One query."""
    return Evaluation.objects.select_related("event__office").filter(event=event).first()


def answers_of(evaluation: Evaluation) -> list[EvaluationAnswer]:
    """Every answer once nobody can answer any more and there are enough of them; none before. One query."""
    if now() < evaluation.closes_at:
        return []
    found = list(EvaluationAnswer.objects.filter(evaluation=evaluation))
    return found if is_open(len(found)) else []


def closed_in_series(event: Event) -> list[Evaluation]:
    """The evaluations of the series' places that are over, with their answers. Two queries."""
    rows = Evaluation.objects.filter(event__series=event.series_id, closes_at__lte=now()).select_related("event")
    return list(rows.prefetch_related("answers").order_by("event__starts_at", "pk"))


def asked_at(event: Event) -> list[Participant]:
    """Whom to ask what they think: those who were there, if people were checked in at the door, else those who had a
    place. Two queries."""
    rows = Participant.objects.filter(event=event).exclude(email="").order_by("number")
    return list(rows.filter(attendance__isnull=False)) or list(rows.filter(state=PlaceState.SEATED))
