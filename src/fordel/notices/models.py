"""What people are notified of and how they want it by mail; an e-mail address that a code confirms, and the codes that
were sent, for the limits."""

from __future__ import annotations

import re
from typing import ClassVar, Final

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from fordel.core.sending import Quiet, When
from fordel.parties.models import Person
from fordel.shared.notice import NEVER_OFF, Category

_SENTENCES: Final = re.compile(r"(?<=[.!?:])\s+(?=[A-ZÆØÅ«])")  # a day such as «6. mars» ends none


class Notification(models.Model):
    """What a person was notified of, word for word. `path` is the page that it is about, or ''; `language` is what it
    is written in."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="notifications")
    kind = models.CharField(max_length=60)
    category = models.CharField(max_length=11, choices=Category.choices)
    language = models.CharField(max_length=5)
    subject = models.CharField(max_length=255)
    text = models.TextField()
    path = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["person", "-at", "-id"], name="notification_newest"),
            models.Index(fields=["person"], condition=Q(read_at__isnull=True), name="notification_unread"),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def first_line(self) -> str:
        """The beginning of the text, without the sentence that has an address in it: the list links to the page."""
        first = next((line.strip() for line in self.text.splitlines() if line.strip()), "")
        return " ".join(each for each in _SENTENCES.split(first) if "://" not in each)


class WaitingMail(models.Model):
    """The mail of a notification that waits until `due_at`; from `answer_by` on it is too late to answer it. What has a
    calendar part, a picture, or a link of its own to end it goes as a mail of its own; the others of a person go
    together."""

    notification = models.OneToOneField(Notification, on_delete=models.CASCADE, related_name="waiting")
    due_at = models.DateTimeField()
    answer_by = models.DateTimeField(null=True)
    calendar = models.TextField(blank=True, default="")
    calendar_method = models.CharField(max_length=10, blank=True, default="")
    picture = models.BinaryField(default=b"")
    picture_name = models.CharField(max_length=60, blank=True, default="")
    unsubscribe = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["due_at"], name="waiting_mail_due")]

    def __str__(self) -> str:
        return f"{self.notification_id} {self.due_at}"

    @property
    def is_alone(self) -> bool:
        return bool(self.calendar or self.picture or self.unsubscribe)


class MailChoices(models.Model):
    """How a person wants mail: the categories that are gathered once a day at `daily_hour`, those that are off (all
    others come at once), and the quiet hours (the same hour twice is none)."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="mail_choices")
    daily = ArrayField(models.CharField(max_length=11), default=list)
    off = ArrayField(models.CharField(max_length=11), default=list)
    daily_hour = models.PositiveSmallIntegerField(default=7)
    quiet_from = models.PositiveSmallIntegerField(default=0)
    quiet_to = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(daily_hour__lt=24, quiet_from__lt=24, quiet_to__lt=24), name="mail_choices_are_hours"
            ),
            models.CheckConstraint(
                condition=~Q(off__overlap=sorted(each.value for each in NEVER_OFF)), name="mail_choices_never_off"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}"

    @property
    def quiet(self) -> Quiet:
        return Quiet(self.quiet_from, self.quiet_to)

    def when(self, category: str) -> When:
        """What is chosen for the category; at once if nothing is."""
        if category in self.off:
            return When.OFF
        return When.DAILY if category in self.daily else When.AT_ONCE


class ConfirmedByCode(models.Model):
    """What somebody without an account writes, until a code confirms their address. `secret` is the word in its
    address; whatever has no `email` needs no code."""

    secret = models.CharField(max_length=43, unique=True)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=5)
    code_hash = models.CharField(max_length=64, blank=True)
    code_sent_at = models.DateTimeField(null=True)
    code_tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        abstract = True


class CodeSent(models.Model):
    """A code that was sent. What it is for is said by its sender (`hearing:12`); who and from where are known by
    hashes, and for a day."""

    about = models.CharField(max_length=40)
    address_hash = models.CharField(max_length=64)
    ip_hash = models.CharField(max_length=64)
    sent_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["about", "sent_at"], name="codes_sent_for")]

    def __str__(self) -> str:
        return f"{self.about} {self.sent_at}"
