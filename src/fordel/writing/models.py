"""Documents that several people write: fields with versions, texts that met another one, and who is there.

A module that lets people write something has a row of its own beside each document (docs/decisions/0013-writing.md).
A field is known by its key and its value is kept as it was typed, so that nothing is ever lost; `core.form` reads it.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from fordel.parties.models import Person


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
