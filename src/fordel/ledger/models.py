"""What is already promised: an append-only double-entry ledger per frame line, in whole kroner."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from fordel.parties.models import Person
from fordel.programme.models import FrameLine


class Account(models.TextChoices):
    """Where a frame line's money can stand. A frame is never overdrawn: `available` is never below zero."""

    FRAME = "frame", "Frame (the source; its balance is minus what was ever made available)"
    AVAILABLE = "available", "Available"
    HELD_BACK = "held_back", "Held back"
    AWARDED = "awarded", "Awarded"


class LedgerTransaction(models.Model):
    """Something that moved money. Its postings sum to zero; never changed, only reversed by another."""

    at = models.DateTimeField()
    actor = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    kind = models.CharField(max_length=30)
    reference = models.CharField(max_length=80, help_text="what it is about, e.g. decisions.proposal:12")

    def __str__(self) -> str:
        return f"{self.kind} {self.reference}"


class Posting(models.Model):
    """Kroner in to (+) or out of (-) one account of a frame line."""

    transaction = models.ForeignKey(LedgerTransaction, on_delete=models.PROTECT, related_name="postings")
    frame_line = models.ForeignKey(FrameLine, on_delete=models.PROTECT, related_name="postings")
    account = models.CharField(max_length=10, choices=Account.choices)
    amount = models.BigIntegerField(help_text="kroner, never zero")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~models.Q(amount=0), name="posting_moves_money"),
        ]

    def __str__(self) -> str:
        return f"{self.frame_line_id} {self.account} {self.amount}"
