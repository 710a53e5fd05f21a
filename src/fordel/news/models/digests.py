"""Who gets what is new by mail, once a week."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from fordel.parties.models import Office, Person


class Digest(models.Model):
    """What a person has chosen to get of an office's news. `schemes` and `themes` are codes, none means all. `sent_to`
    is the instant up to which what is new has been sent."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="digests")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    schemes = ArrayField(models.CharField(max_length=40), default=list)
    themes = ArrayField(models.CharField(max_length=20), default=list)
    is_wanted = models.BooleanField(default=True)
    sent_to = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["person", "office"], name="digest_once")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.office_id}"
