"""A thread of questions and answers about a document that is no needs report."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db.models import QuerySet

from fordel.parties.models import Person
from fordel.shared.clock import now
from fordel.shared.errors import UserError
from fordel.writing.models import Document, DocumentMessage
from fordel.writing.services.threads import LONGEST, checked_text, mark_read, require_later, write_message

pytestmark = pytest.mark.django_db


def waiting(thread: QuerySet[DocumentMessage]) -> list[str]:
    return list(thread.filter(answered_at__isnull=True).values_list("text", flat=True))


def test_a_question_is_open_until_it_is_answered(letter: Document, ada: Person, bo: Person) -> None:
    thread = DocumentMessage.objects.filter(document=letter)
    day = now() + timedelta(days=3)
    write_message(thread, DocumentMessage(document=letter, text="Kor mange ski?"), bo, from_office=True, reply_by=day)
    write_message(thread, DocumentMessage(document=letter, text="Og staver?"), bo, from_office=True)
    assert waiting(thread) == ["Kor mange ski?", "Og staver?"]
    answer = write_message(thread, DocumentMessage(document=letter, text="To."), ada, from_office=False)
    assert waiting(thread) == ["To."] and (answer.author, answer.reply_by) == (ada, None)
    assert (mark_read(thread, from_office=False), mark_read(thread, from_office=False)) == (1, 0)
    assert waiting(thread) == []
    assert [each.text for each in letter.messages.all()] == ["Kor mange ski?", "Og staver?", "To."]


def test_another_thread_is_left_alone(letter: Document, ada: Person, bo: Person) -> None:
    other = Document.objects.create(kind=letter.kind, created_at=now(), changed_at=now())
    for document in (letter, other):
        thread = DocumentMessage.objects.filter(document=document)
        write_message(thread, DocumentMessage(document=document, text="Hei"), ada, from_office=False)
    thread = DocumentMessage.objects.filter(document=letter)
    write_message(thread, DocumentMessage(document=letter, text="Hallo"), bo, from_office=True)
    assert waiting(DocumentMessage.objects.filter(document=other)) == ["Hei"]


@pytest.mark.parametrize("text", ["", " \n", "x" * (LONGEST + 1)])
def test_nothing_and_too_much_are_refused_at_the_field(text: str) -> None:
    with pytest.raises(UserError) as refused:
        checked_text(text, "answer")
    assert refused.value.field == "answer"


def test_the_day_to_answer_by_is_to_come() -> None:
    require_later(None)
    require_later(now() + timedelta(days=1))
    with pytest.raises(UserError) as refused:
        require_later(now())
    assert refused.value.field == "answer_by"
