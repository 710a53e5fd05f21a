"""An e-mail address that a code confirms, and the codes that were sent, for the limits."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


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
