"""The forum of an office: which schemes it serves, and which groups of seats it has."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import get_language

from fordel.parties.models import Office


class Forum(models.Model):
    """One for each office. It is made when the office opens its first round, and serves every scheme that it opens."""

    office = models.OneToOneField(Office, on_delete=models.PROTECT, related_name="forum")
    schemes = models.JSONField(
        default=dict,
        help_text="scheme code -> {year, expected: [codes of groups], group_percent_most}, for the balance",
    )

    def __str__(self) -> str:
        return f"{self.office_id} {' '.join(self.schemes)}"


class SeatGroup(models.Model):
    """A group of seats, made from the definitions of the schemes that the forum serves."""

    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="groups")
    code = models.SlugField(max_length=20)
    name_nb = models.CharField(max_length=60)
    name_nn = models.CharField(max_length=60)
    name_en = models.CharField(max_length=60)
    votes = models.BooleanField(help_text="observers take part and do not vote")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["forum", "code"], name="seat_group_once")]

    def __str__(self) -> str:
        return self.code

    @property
    def name(self) -> str:
        """The name in the reader's language."""
        return {"nb": self.name_nb, "nn": self.name_nn}.get((get_language() or "nb")[:2], self.name_en)
