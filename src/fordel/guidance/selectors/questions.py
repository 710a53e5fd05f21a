"""Finds questions to an office, for whoever asked and for the office."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404

from fordel.guidance.models import Question, QuestionMessage, QuestionState
from fordel.parties.actors import Actor
from fordel.parties.models import Office


def question_from_url(question_id: int, office: str = "", **_rest: object) -> Question:
    """The question of an address; of the office, if the address names one. Raises Http404. One query."""
    rows = Question.objects.select_related("office", "asked_by", "organisation").filter(pk=question_id)
    found = (rows.filter(office__slug=office) if office else rows).first()
    if found is None:
        raise Http404
    return found


def messages_of(question: Question) -> list[QuestionMessage]:
    """The thread, the oldest first. One query."""
    return list(question.messages.select_related("author").order_by("sent_at", "id"))


def own_questions(actor: Actor) -> QuerySet[Question]:
    """What the actor, or others for the same organisation, have asked, the newest first."""
    rows = Question.objects.select_related("office", "asked_by")
    if actor.organisation_id is not None:
        rows = rows.filter(organisation=actor.organisation_id)
    else:
        rows = rows.filter(asked_by=actor.person_id or 0, organisation__isnull=True)
    return rows.order_by("-asked_at", "-pk")


def office_questions(office: Office, state: str) -> QuerySet[Question]:
    """The office's questions in the state ('' for all): those that wait first, by the day to answer by."""
    rows = Question.objects.filter(office=office).select_related("asked_by", "organisation", "office")
    if state in QuestionState.values:
        rows = rows.filter(state=state)
    if state == QuestionState.OPEN:
        return rows.order_by("answer_due", "pk")
    return rows.order_by("-asked_at", "-pk")
