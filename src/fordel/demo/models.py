"""What the demo keeps: how far its clock is from the real one, and the mail that would have been sent."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from math import ceil
from typing import ClassVar

from django.db import models


class DemoClock(models.Model):
    """How far the demo's clock is from the real one, in seconds. At most one row."""

    SINGLE: ClassVar[int] = 1

    seconds = models.BigIntegerField()
    set_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.seconds:+} s"

    @classmethod
    def offset(cls) -> timedelta:
        """The shift from real time; none if nobody has set the clock."""
        seconds = cls.objects.filter(pk=cls.SINGLE).values_list("seconds", flat=True).first()
        return timedelta(seconds=seconds or 0)

    @classmethod
    def set(cls, instant: datetime, real_now: datetime) -> None:
        """Move the clock so that it shows `instant` at `real_now`, or less than a second more: never the minute
        before."""
        seconds = ceil((instant.astimezone(UTC) - real_now.astimezone(UTC)).total_seconds())
        cls.objects.update_or_create(pk=cls.SINGLE, defaults={"seconds": seconds, "set_at": real_now})


class DemoMail(models.Model):
    """A mail sent in the demo; read at /demo/mail instead of leaving the machine."""

    sent_at = models.DateTimeField()
    recipients = models.TextField()
    subject = models.CharField(max_length=255)
    body = models.TextField()

    def __str__(self) -> str:
        return self.subject
