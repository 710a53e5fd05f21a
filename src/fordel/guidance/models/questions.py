"""Questions to an office, each a thread with a day to answer by, and how useful articles were."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fordel.guidance.models.articles import Article
from fordel.parties.models import Office, Organisation, Person
from fordel.shared.clock import today
from fordel.writing.models import ThreadMessage


class QuestionState(models.TextChoices):
    """See `core.lifecycle.QUESTION`."""

    OPEN = "open", _("Waits for an answer")
    ANSWERED = "answered", _("Answered")
    CLOSED = "closed", _("Closed without an answer")


class Question(models.Model):
    """What somebody asks the office. `organisation` is the one they act for, or None for a member of the forum; `page`
    is the name of the page that they asked from. `answer_due` is the last day."""

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="questions")
    asked_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=120)
    page = models.CharField(max_length=80, blank=True)
    scheme = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=8, choices=QuestionState.choices, default=QuestionState.OPEN)
    asked_at = models.DateTimeField()
    answer_due = models.DateField()
    closed_because = models.TextField(blank=True)
    article = models.OneToOneField(Article, null=True, on_delete=models.SET_NULL, related_name="question")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["office", "state", "answer_due"], name="question_of_office")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_late(self) -> bool:
        """Whether it waits, and its day has passed."""
        return self.state == QuestionState.OPEN and self.answer_due < today()


class QuestionMessage(ThreadMessage):
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="messages")

    def __str__(self) -> str:
        return f"{self.question_id} {self.sent_at}"


class Feedback(models.Model):
    """Whether an article was useful to a reader: a person, or a visitor whom their session alone knows (`visitor` is a
    hash of it). Each says it once, and may change it."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="feedback")
    person = models.ForeignKey(Person, null=True, on_delete=models.CASCADE, related_name="+")
    visitor = models.CharField(max_length=64, blank=True)
    is_useful = models.BooleanField()
    comment = models.TextField(blank=True)
    given_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=(Q(person__isnull=False) & Q(visitor="")) | (Q(person__isnull=True) & ~Q(visitor="")),
                name="feedback_of_person_or_visitor",
            ),
            models.UniqueConstraint(
                fields=["article", "person"], condition=Q(person__isnull=False), name="feedback_once_a_person"
            ),
            models.UniqueConstraint(
                fields=["article", "visitor"], condition=~Q(visitor=""), name="feedback_once_a_visitor"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article_id} {self.is_useful}"
