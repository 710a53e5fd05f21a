"""What people are notified of about questions to an office."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _

from fordel.guidance.models import Question
from fordel.shared.addresses import full_address
from fordel.shared.dates import full_date
from fordel.shared.notice import Category, Notice


@dataclass(frozen=True)
class QuestionAsked(Notice):
    """To the office: a new question, or more in one."""

    kind: ClassVar = "guidance.asked"
    category: ClassVar = Category.QUESTIONS
    question: Question

    def subject(self) -> str:
        return _("A question: %(title)s") % {"title": self.question.title}

    def text(self) -> str:
        names = {"day": full_date(self.question.answer_due), "address": self.link()}
        return _("Somebody has asked you a question. Answer it by %(day)s: %(address)s") % names

    def link(self) -> str:
        where = {"office": self.question.office.slug, "question_id": self.question.pk}
        return full_address(reverse("guidance:office-question", kwargs=where))


@dataclass(frozen=True)
class _ToAsker(Notice):
    question: Question

    def link(self) -> str:
        return full_address(reverse("guidance:question", kwargs={"question_id": self.question.pk}))


@dataclass(frozen=True)
class QuestionReceived(_ToAsker):
    kind: ClassVar = "guidance.received"
    category: ClassVar = Category.QUESTIONS

    def subject(self) -> str:
        return _("We have your question: %(title)s") % {"title": self.question.title}

    def text(self) -> str:
        names = {
            "office": self.question.office.name,
            "day": full_date(self.question.answer_due),
            "address": self.link(),
        }
        return _("%(office)s answers by %(day)s. Follow it here: %(address)s") % names


@dataclass(frozen=True)
class QuestionAnswered(_ToAsker):
    kind: ClassVar = "guidance.answered"
    category: ClassVar = Category.QUESTIONS

    def subject(self) -> str:
        return _("Answer: %(title)s") % {"title": self.question.title}

    def text(self) -> str:
        names = {"office": self.question.office.name, "address": self.link()}
        return _("%(office)s has answered your question. Read the answer here: %(address)s") % names


@dataclass(frozen=True)
class QuestionClosed(_ToAsker):
    kind: ClassVar = "guidance.closed"
    category: ClassVar = Category.QUESTIONS

    def subject(self) -> str:
        return _("Closed: %(title)s") % {"title": self.question.title}

    def text(self) -> str:
        names = {"office": self.question.office.name, "reason": self.question.closed_because, "address": self.link()}
        return _("%(office)s has closed your question: %(reason)s\n\nYou can write again here: %(address)s") % names
