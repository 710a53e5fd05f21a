"""What those who took part thought of an event, without anybody knowing who thought what."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from fordel.events.models.events import Event
from fordel.parties.models import Office


class Evaluation(models.Model):
    """The questions as they were asked after an event, and when it is too late to answer them: only then is the result
    shown, so that nobody can see what one more answer changes."""

    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="evaluation")
    questions = models.JSONField()
    asked_at = models.DateTimeField()
    closes_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.event_id)

    @property
    def office(self) -> Office:
        return self.event.office

    @property
    def office_id(self) -> int:
        return self.event.office_id


class EvaluationCode(models.Model):
    """A code that one answer can be given with, known by its hash. It says whether it is used, and neither whose it is
    nor which answer it was used for."""

    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="codes")
    code_hash = models.CharField(max_length=64, unique=True)
    is_used = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.evaluation_id} {self.is_used}"


class EvaluationAnswer(models.Model):
    """One answer: `values` is question -> 1 to 5, `texts` question -> what was written. Its id says nothing of the
    order in which answers came, and there is no time in it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="answers")
    values = models.JSONField(default=dict)
    texts = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return str(self.evaluation_id)
