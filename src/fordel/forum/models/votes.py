"""Votes in a meeting. Before a vote is closed nobody sees what was voted, only how many have."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from fordel.forum.models.members import ForumMember
from fordel.meetings.models import AgendaItem, Meeting
from fordel.parties.models import Person
from fordel.programme.models import Round
from fordel.reports.models import NeedsReport


class Vote(models.Model):
    """A question with its options. `rules` holds the forum's quorum and majority as they were when it opened; `result`
    is set when it is closed: counts, those entitled, and what came of it."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="votes")
    round = models.ForeignKey(
        Round,
        on_delete=models.PROTECT,
        related_name="votes",
        help_text="whose rules it follows, and matters it is about",
    )
    item = models.ForeignKey(AgendaItem, null=True, on_delete=models.PROTECT, related_name="votes")
    report = models.ForeignKey(
        NeedsReport, null=True, on_delete=models.PROTECT, related_name="+", help_text="the conflicted do not take part"
    )
    question = models.CharField(max_length=200)
    options = models.JSONField(help_text="[{code, label}] in order")
    rules = models.JSONField(default=dict)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    may_close_at = models.DateTimeField(null=True, help_text="announced: it can be closed from then on in any case")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    agreed = models.BooleanField(default=False, help_text="ended because the forum agreed after all")
    result = models.JSONField(default=dict)
    follows = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="followed_by", help_text="the vote it decides between"
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["meeting"], condition=Q(closed_at__isnull=True), name="one_open_vote_per_meeting"
            ),
        ]

    def __str__(self) -> str:
        return self.question

    @property
    def office_id(self) -> int:
        return self.meeting.office_id


class Ballot(models.Model):
    """A member's vote; it can be changed until the vote is closed. `cast_by` is the deputy where one stood in."""

    vote = models.ForeignKey(Vote, on_delete=models.CASCADE, related_name="ballots")
    member = models.ForeignKey(ForumMember, on_delete=models.PROTECT, related_name="ballots")
    option = models.CharField(max_length=20)
    cast_at = models.DateTimeField()
    cast_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["vote", "member"], name="one_ballot_per_member")]

    def __str__(self) -> str:
        return f"{self.vote_id} {self.member_id}"
