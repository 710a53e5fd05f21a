"""Stored files, the audit log, who has prepared what, mail on its way, and the demo's clock."""

from __future__ import annotations

from io import BufferedReader
from pathlib import Path
from typing import ClassVar

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext as _

from fordel.shared.errors import FileGoneError


class StoredFile(models.Model):
    """A file kept as it came: the bytes lie in `FORDEL_FILES` under their SHA-256 and are never changed."""

    sha256 = models.CharField(max_length=64, db_index=True)
    name = models.CharField(max_length=255)
    content_type = models.CharField(max_length=127)
    size = models.PositiveBigIntegerField(help_text="bytes")
    created_at = models.DateTimeField()
    created_by = models.ForeignKey("parties.Person", null=True, on_delete=models.SET_NULL, related_name="+")

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> Path:
        return Path(settings.FORDEL_FILES) / self.sha256[:2] / self.sha256

    def read(self) -> bytes:
        """The bytes as they were stored. Raises FileGoneError if they cannot be read from the disk any more."""
        with self.open() as file:
            return file.read()

    def open(self) -> BufferedReader:
        """The file, to be read from its beginning. Raises FileGoneError like `read`."""
        try:
            return self.path.open("rb")
        except OSError as error:
            raise FileGoneError(
                _("The file «%(name)s» is not on this server any more.") % {"name": self.name},
                _("Tell whoever runs the server: it must be brought back from the backup. Nothing else is lost."),
            ) from error


class AuditEntry(models.Model):
    """One thing that was done. Append-only (a trigger refuses UPDATE and DELETE) and chained by hash, per office.

    `details` holds ids, amounts and salted hashes, never names, addresses or free text: a person can be erased and
    the chain still verifies.
    """

    at = models.DateTimeField()
    action = models.CharField(max_length=80, db_index=True)
    actor_id = models.BigIntegerField(null=True)
    office_id = models.BigIntegerField(null=True)
    subject_type = models.CharField(max_length=60)
    subject_id = models.BigIntegerField(null=True)
    details = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    chain = models.CharField(max_length=30, help_text="office:7, or none")
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["subject_type", "subject_id"], name="audit_subject"),
            models.Index(fields=["chain", "id"], name="audit_chain"),
        ]

    def __str__(self) -> str:
        return f"{self.id} {self.action}"


class Hand(models.Model):
    """A person who has prepared something that somebody else must approve: made, changed or submitted it."""

    subject_type = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    person = models.ForeignKey("parties.Person", on_delete=models.PROTECT, related_name="+")
    verb = models.CharField(max_length=20, help_text="what the person did first of its kind, e.g. change")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subject_type", "subject_id", "person", "verb"], name="hand_once_per_verb")
        ]

    def __str__(self) -> str:
        return f"{self.subject_type} {self.subject_id}: {self.person_id} {self.verb}"


class OutboxMail(models.Model):
    """A mail on its way out. Written in the transaction that caused it; sent by a job; `sent_at` says it has gone."""

    recipient = models.EmailField()
    subject = models.CharField(max_length=255)
    body = models.TextField()
    calendar = models.TextField(blank=True, default="", help_text="iCalendar that goes with it (RFC 6047)")
    calendar_method = models.CharField(max_length=10, blank=True, default="", help_text="REQUEST or CANCEL")
    unsubscribe = models.CharField(max_length=300, blank=True, default="", help_text="where one ends it (RFC 8058)")
    picture = models.BinaryField(default=bytes, help_text="a PNG that goes with it")
    picture_name = models.CharField(max_length=60, blank=True, default="")
    queued_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.subject
