"""An event is evaluated: those who had a place are asked once, and answer once, without being known."""

from __future__ import annotations

import secrets
import tomllib
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

import fordel
from fordel.events.models import (
    Evaluation,
    EvaluationAnswer,
    EvaluationCode,
    EventState,
)
from fordel.events.notices import EvaluationAsked
from fordel.events.selectors.evaluation import asked_at, hash_of
from fordel.events.services.event_rules import locked_event
from fordel.events.services.telling import tell
from fordel.parties.models import Person
from fordel.shared.audit import record
from fordel.shared.clock import first_instant_too_late, now, today
from fordel.shared.errors import UserError
from fordel.shared.fields import require_fits

FILE: Final = Path(fordel.__file__).parent / "events" / "evaluation.toml"
MOST_DAYS: Final = 60
LONGEST: Final = 2000
LONGEST_LESSONS: Final = 4000
HIGHEST: Final = 5


def usual_questions() -> list[dict[str, Any]]:
    """What is asked, from the file."""
    found: list[dict[str, Any]] = tomllib.loads(FILE.read_text(encoding="utf-8"))["questions"]
    return found


@transaction.atomic
def ask_participants(event_id: int, days: int | None, by: Person) -> int:
    """Mails a code to everybody who was there, or had a place, and returns how many. Raises UserError that names the
    field, also if they have been asked."""
    event = locked_event(event_id)
    if event.state not in (EventState.HELD, EventState.ARCHIVED):
        raise UserError(_("The event is not over yet."), _("Nothing was changed."))
    if Evaluation.objects.filter(event=event).exists():
        raise UserError(_("The participants have been asked already."), _("Nothing was changed."))
    if days is None or not 0 < days <= MOST_DAYS:
        message = _("Write a number from 1 to %(most)s.") % {"most": MOST_DAYS}
        raise UserError(_("The number is missing."), message, "days")
    readers = asked_at(event)
    closes_at = first_instant_too_late(today() + timedelta(days=days))
    evaluation = Evaluation.objects.create(
        event=event, questions=usual_questions(), asked_at=now(), closes_at=closes_at
    )
    codes = [secrets.token_urlsafe(24) for _reader in readers]
    hashes = sorted(hash_of(code) for code in codes)  # an order that says nothing of whose they are
    EvaluationCode.objects.bulk_create(EvaluationCode(evaluation=evaluation, code_hash=each) for each in hashes)
    for participant, code in zip(readers, codes, strict=True):
        participant.event = event
        tell(participant, EvaluationAsked(event, evaluation.closes_at, code))
    details = {"count": len(readers)}
    record("events.event.evaluated", actor=by, subject=event, office=event.office_id, details=details)
    return len(readers)


@transaction.atomic
def answer_evaluation(code_id: int, values: Mapping[str, int | None], texts: Mapping[str, str]) -> None:
    """Keeps the answer, once for a code. Raises UserError that names the field, or if it is too late."""
    code = EvaluationCode.objects.select_for_update(of=("self",)).select_related("evaluation").get(pk=code_id)
    evaluation = code.evaluation
    if code.is_used:
        raise UserError(_("This answer is given already."), _("Thank you. Each link can be used once."))
    if now() >= evaluation.closes_at:
        raise UserError(_("The last day to answer has passed."), _("Nothing was kept."))
    given, written = {}, {}
    for question in evaluation.questions:
        name = question["code"]
        if question["kind"] == "scale":
            value = values.get(name)
            if value is not None and 1 <= value <= HIGHEST:
                given[name] = value
        elif text := texts.get(name, "").strip():
            require_fits(text, LONGEST, name)
            written[name] = text
    if not given and not written:
        first = evaluation.questions[0]["code"]
        raise UserError(_("Nothing is answered."), _("Answer at least one question."), first)
    code.is_used = True
    code.save(update_fields=["is_used"])
    EvaluationAnswer.objects.create(evaluation=evaluation, values=given, texts=written)


@transaction.atomic
def write_lessons(event_id: int, lessons: str, by: Person) -> None:
    """What the office learned: a copy of the event to the next year begins with it. Raises UserError that names the
    field."""
    event = locked_event(event_id)
    text = lessons.strip()
    require_fits(text, LONGEST_LESSONS, "lessons")
    if text != event.lessons:
        event.lessons = text
        event.save(update_fields=["lessons"])
        record("events.event.learned", actor=by, subject=event, office=event.office_id)
