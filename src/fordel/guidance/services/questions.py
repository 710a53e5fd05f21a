"""Questions to an office: asked, answered, asked again, and closed. Each step notifies the other side."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final, NamedTuple

import holidays
from django.db import transaction
from django.utils.translation import gettext as _

from fordel.core.calendar import working_days_later
from fordel.core.lifecycle import QUESTION
from fordel.guidance.models import Question, QuestionMessage
from fordel.guidance.notices import QuestionAnswered, QuestionAsked, QuestionClosed, QuestionReceived
from fordel.guidance.selectors.settings import settings_of
from fordel.notices.recipient import to_office, to_person
from fordel.notices.services.notify import notify
from fordel.parties.models import Office, Person
from fordel.parties.selectors.standing import Place, roles_at
from fordel.shared.audit import record
from fordel.shared.clock import now, today
from fordel.shared.errors import UserError
from fordel.shared.fields import fitting
from fordel.shared.lifecycles import Facts, Rules, advance
from fordel.writing.services.threads import checked_text, write_message

LONGEST_TITLE: Final = 120


@dataclass(frozen=True)
class Asked:
    """What was typed. `page` is the name of the page that it was asked from, `scheme` a code; each may be empty."""

    title: str
    text: str
    scheme: str = ""
    page: str = ""


class _Standing(NamedTuple):
    office: int
    asker: int | None
    organisation: int | None


def _place(question: Question) -> _Standing:
    return _Standing(question.office_id, question.asked_by_id, question.organisation_id)


def _roles(person_id: int, place: Any) -> frozenset[str]:
    found = roles_at(person_id, Place(office=place.office, party=place.organisation))
    return found | {"asker"} if person_id == place.asker or "party" in found else found


def _refusal(question: Question, verb: str) -> UserError:
    return UserError(_("This cannot be done with the question now."), _("Open it again to see where it is."))


def _reason(question: Question, facts: Facts) -> None:
    if not facts.get("reason", ""):
        raise UserError(_("There is no reason."), _("Write why. Whoever asked gets it by e-mail."), "reason")


QUESTIONS: Final = Rules[Question](
    lifecycle=QUESTION, place=_place, roles=_roles, refusal=_refusal, guards={"reason": _reason}
)


def answer_due(office: Office) -> date:
    """The last day to answer what is asked of the office today."""
    day = today()
    free = holidays.country_holidays("NO", years=[day.year, day.year + 1])
    return working_days_later(day, settings_of(office.slug).answer_working_days, set(free))


@transaction.atomic
def ask_question(office: Office, asked: Asked, person: Person, organisation_id: int | None) -> Question:
    """The question with its first message; the office and whoever asks are notified. Raises UserError."""
    title = asked.title.strip()
    if not title:
        raise UserError(_("The question has no heading."), _("Write in a few words what it is about."), "title")
    if len(title) > LONGEST_TITLE:
        message = _("The heading has %(length)s characters. The limit is %(most)s.")
        raise UserError(message % {"length": len(title), "most": LONGEST_TITLE}, _("Shorten it."), "title")
    text = checked_text(asked.text, "text")
    question = Question.objects.create(
        office=office,
        asked_by=person,
        organisation_id=organisation_id,
        title=title,
        page=asked.page[:80],
        scheme=asked.scheme[:40],
        asked_at=now(),
        answer_due=answer_due(office),
    )
    _write(question, text, person, from_office=False)
    record("guidance.question.asked", actor=person, subject=question, office=office)
    notify(to_office(office), QuestionAsked(question))
    notify(to_person(person, office), QuestionReceived(question))
    return question


@transaction.atomic
def ask_more(question_id: int, text: str, person: Person) -> Question:
    """More from whoever asked: the question waits again, with a new day to answer by. Raises UserError."""
    question = _locked(question_id)
    text = checked_text(text, "text")
    advance(QUESTIONS, question, "ask", person)
    question.answer_due = answer_due(question.office)
    question.save(update_fields=["state", "answer_due"])
    _write(question, text, person, from_office=False)
    record("guidance.question.asked", actor=person, subject=question, office=question.office_id)
    notify(to_office(question.office), QuestionAsked(question))
    return question


@transaction.atomic
def answer_question(question_id: int, text: str, person: Person) -> Question:
    """Raises UserError."""
    question = _locked(question_id)
    text = checked_text(text, "text")
    advance(QUESTIONS, question, "answer", person)
    question.save(update_fields=["state"])
    _write(question, text, person, from_office=True)
    record("guidance.question.answered", actor=person, subject=question, office=question.office_id)
    if question.asked_by is not None:
        notify(to_person(question.asked_by, question.office), QuestionAnswered(question))
    return question


@transaction.atomic
def close_question(question_id: int, reason: str, person: Person) -> Question:
    """No answer is written here; whoever asked gets the reason, and may ask again. Raises UserError."""
    question = _locked(question_id)
    advance(QUESTIONS, question, "close", person, reason=reason.strip())
    question.closed_because = fitting(reason.strip(), 1000, "reason")
    question.save(update_fields=["state", "closed_because"])
    record("guidance.question.closed", actor=person, subject=question, office=question.office_id)
    if question.asked_by is not None:
        notify(to_person(question.asked_by, question.office), QuestionClosed(question))
    return question


def _locked(question_id: int) -> Question:
    rows = Question.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("office", "asked_by").get(pk=question_id)


def _write(question: Question, text: str, person: Person, *, from_office: bool) -> None:
    message = QuestionMessage(question=question, text=text)
    write_message(QuestionMessage.objects.filter(question=question), message, person, from_office=from_office)
