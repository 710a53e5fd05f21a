"""Documents that several people write: fields with versions, texts that met another one, who is there, what was sent.

A module that lets people write something has a row of its own beside each document (docs/decisions/0013-writing.md).
A field is known by its key and its value is kept as it was typed, so that nothing is ever lost; `core.form` reads it.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fordel.parties.models import Person
from fordel.shared.models import StoredFile


class Document(models.Model):
    """Something that is being written. `kind` is the code of its `DocumentKind`."""

    kind = models.CharField(max_length=40)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    changed_at = models.DateTimeField(help_text="when something in it was last changed")
    revision = models.PositiveIntegerField(default=0, help_text="how many times something in it was saved")

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Field(models.Model):
    """One field as it is now. `version` rises with every change; who saves says which version they had seen."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="fields")
    key = models.CharField(max_length=80)
    value = models.JSONField(null=True, help_text="text as typed, or a list of codes")
    version = models.PositiveIntegerField(default=1)
    revision = models.PositiveIntegerField(default=0, help_text="the document's revision when it was last changed")
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["document", "key"], name="field_once")]

    def __str__(self) -> str:
        return f"{self.document_id} {self.key}"


class FieldVersion(models.Model):
    """What a field said, by whom and when. What one person writes within some minutes is kept as one version."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="history")
    key = models.CharField(max_length=80)
    version = models.PositiveIntegerField()
    value = models.JSONField(null=True)
    began_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["document", "key", "-version"], name="field_history")]

    def __str__(self) -> str:
        return f"{self.document_id} {self.key} v{self.version}"


class Conflict(models.Model):
    """A text that met another one in the same field: kept until its writer chooses."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="conflicts")
    key = models.CharField(max_length=80)
    value = models.JSONField(null=True, help_text="what was not put in the field")
    base_version = models.PositiveIntegerField(help_text="the version its writer had seen")
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    resolved_at = models.DateTimeField(null=True)
    resolved_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["document", "key", "written_by"],
                condition=Q(resolved_at__isnull=True),
                name="one_open_conflict_a_writer",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document_id} {self.key}"


class Presence(models.Model):
    """Who has the document open, in which part and field, and when their browser last said so."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="presences")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    part = models.CharField(max_length=40, blank=True)
    field = models.CharField(max_length=80, blank=True)
    seen_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["document", "person"], name="present_once_in_document"),
        ]

    def __str__(self) -> str:
        return f"{self.document_id} {self.person_id}"


class ScanState(models.TextChoices):
    """What the virus scanner said of an attachment."""

    CLEAN = "clean", _("Checked, no virus found")
    NOT_SCANNED = "not_scanned", _("Not checked for viruses")


class Attachment(models.Model):
    """A file that goes with the document. Removed ones stay known, since what was sent earlier may hold them."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="attachments")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    scan = models.CharField(max_length=12, choices=ScanState.choices)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    removed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.document_id} {self.file_id}"


class Submission(models.Model):
    """A document as it was sent, once: never changed. The receipt shows the hash of `content`."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="submissions")
    sequence = models.PositiveIntegerField()
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    received_at = models.DateTimeField(help_text="when the server received the request")
    sent_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    receipt = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["document", "sequence"], name="sent_once_a_sequence")]

    def __str__(self) -> str:
        return f"{self.document_id} #{self.sequence}"


class ConfirmingParty(models.Model):
    """The row of a party that confirms a document (`plugs.parties`). `state` is one of `core.lifecycle.COLLABORATION`;
    `confirmed` is exactly what it said yes to."""

    state = models.CharField(max_length=10)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    answer_text = models.TextField(blank=True, help_text="why it declined")
    confirmed = models.JSONField(null=True)
    tell_due_at = models.DateTimeField(null=True, help_text="when a mail about a change is due; a job waits for it")
    told_hash = models.CharField(max_length=64, blank=True, help_text="what the last mail about a change spoke of")

    class Meta:
        abstract = True


class ThreadMessage(models.Model):
    """One message between the office and whoever writes to it. One from the office with `reply_by` is a question; it is
    open until `answered_at`. One to the office waits for it until `answered_at`."""

    from_office = models.BooleanField()
    author = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    text = models.TextField()
    sent_at = models.DateTimeField()
    reply_by = models.DateTimeField(null=True, help_text="the first instant that is too late to answer")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True
        ordering: ClassVar = ["sent_at", "id"]


class DocumentMessage(ThreadMessage):
    """A message about a document. What is no document, such as a report from a spreadsheet, has a table of its own."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="messages")

    def __str__(self) -> str:
        return f"{self.document_id} {self.sent_at}"


class Outcome(models.TextChoices):
    """What came of a comment; empty while it is open."""

    OPEN = "", _("Not settled")
    ACCEPTED = "accepted", _("Taken into the text")
    CLOSED = "closed", _("Closed")


class Comment(models.Model):
    """A comment on the words `quote` in the field `key`; with `suggests` the words `suggestion` are to come instead.
    The words are known by themselves: if they go, the comment is to an earlier text."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="comments")
    key = models.CharField(max_length=80)
    quote = models.CharField(max_length=300)
    text = models.TextField()
    suggests = models.BooleanField(default=False)
    suggestion = models.CharField(max_length=300, blank=True)
    author = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    written_at = models.DateTimeField()
    outcome = models.CharField(max_length=8, choices=Outcome.choices, blank=True, default=Outcome.OPEN)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering: ClassVar = ["written_at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(outcome="") ^ Q(decided_at__isnull=False), name="comment_decided_at_follows_outcome"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document_id} {self.key} {self.pk}"


class CommentAnswer(models.Model):
    """An answer to a comment."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="answers")
    text = models.TextField()
    author = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["written_at", "id"]

    def __str__(self) -> str:
        return f"{self.comment_id} {self.pk}"
