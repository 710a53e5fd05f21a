"""Who sits in the forum, and in which reports they are not impartial."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fordel.forum.models.forum import SeatGroup
from fordel.parties.models import Office, Organisation, Person
from fordel.reports.models import NeedsReport


class ForumMember(models.Model):
    """A seat with its member and deputy for a term, in a group of the office's forum. The office itself has no seat: it
    is the secretariat."""

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="forum_members")
    group = models.ForeignKey(SeatGroup, on_delete=models.PROTECT, related_name="seats")
    label = models.CharField(max_length=120, help_text="what the seat is called, e.g. Utdanningsforbundet")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="seats")
    deputy = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="deputy_seats")
    organisation = models.ForeignKey(
        Organisation,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="whose reports it is conflicted in",
    )
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)

    class Meta:
        ordering: ClassVar = ["group__position", "label", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=models.F("starts_on")), name="seat_ends_later"
            ),
            models.UniqueConstraint(
                fields=["office", "person"], condition=Q(ends_on__isnull=True), name="one_running_seat_per_person"
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def people(self) -> frozenset[int]:
        """Ids of those who sit in it: the member and the deputy, if there is one."""
        return frozenset(pk for pk in (self.person_id, self.deputy_id) if pk is not None)

    @property
    def votes(self) -> bool:
        """Whether the seat votes; costs a query unless the group was read with the seat."""
        return self.group.votes


class ConflictCause(models.TextChoices):
    """Why somebody may be partial: their organisation's part in the report, or what they have said themselves."""

    OWNER = "owner", _("The member's organisation owns the report")
    PARTNER = "partner", _("The member's organisation is a partner")
    NETWORK = "network", _("The member's organisation takes part in the network")
    OWN_WORDS = "own_words", _("The member has declared it")


class ConflictState(models.TextChoices):
    """See `core.lifecycle.CONFLICT`. While it is open the member is treated as conflicted."""

    SUGGESTED = "suggested", _("Suggested by the system")
    DECLARED = "declared", _("Declared by the member")
    CONFLICTED = "conflicted", _("Not impartial")
    IMPARTIAL = "impartial", _("Impartial")


CLOSED_TO_MEMBER = (ConflictState.SUGGESTED, ConflictState.DECLARED, ConflictState.CONFLICTED)


class ConflictOfInterest(models.Model):
    """That a member is, or may be, partial in a report (forvaltningsloven § 6)."""

    member = models.ForeignKey(ForumMember, on_delete=models.CASCADE, related_name="conflicts")
    report = models.ForeignKey(NeedsReport, on_delete=models.CASCADE, related_name="conflicts")
    state = models.CharField(max_length=10, choices=ConflictState.choices)
    cause = models.CharField(max_length=10, choices=ConflictCause.choices)
    reason = models.TextField(blank=True, help_text="the member's own words")
    noted_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    decision_text = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["member", "report"], name="conflict_once_per_report"),
            models.CheckConstraint(
                condition=Q(state__in=("suggested", "declared")) ^ Q(decided_at__isnull=False),
                name="conflict_decided_at_follows_state",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} {self.report_id}"

    @property
    def office_id(self) -> int:
        return self.member.office_id
