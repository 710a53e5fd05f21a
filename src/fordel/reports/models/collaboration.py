"""Partners and owners in a network, and what they have said to a report."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fordel.parties.models import Organisation, Person
from fordel.reports.models.drafts import ReportDraft
from fordel.writing.models import ConfirmingParty


class PartyRole(models.TextChoices):
    PARTNER = "partner", _("Partner")
    NETWORK_OWNER = "network_owner", _("Owner in the network")


class PartyState(models.TextChoices):
    """See `core.lifecycle.COLLABORATION`."""

    NOT_ASKED = "not_asked", _("Not asked")
    ASKED = "asked", _("Asked")
    CONFIRMED = "confirmed", _("Confirmed")
    CHANGED = "changed", _("Changed after confirmation")
    DECLINED = "declined", _("Declined")


class DraftParty(ConfirmingParty):
    """An organisation that takes part. What it confirms is in `core.form.binding`."""

    draft = models.ForeignKey(ReportDraft, on_delete=models.CASCADE, related_name="parties")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="collaborations")
    role = models.CharField(max_length=14, choices=PartyRole.choices)
    position = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=10, choices=PartyState.choices, default=PartyState.NOT_ASKED)
    asked_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)
    contact_email = models.EmailField(blank=True, help_text="where the question goes while nobody acts for it here")

    class Meta:
        ordering: ClassVar = ["role", "position", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["draft", "organisation"], name="party_once_per_draft"),
            models.CheckConstraint(
                condition=Q(state="not_asked") ^ Q(asked_at__isnull=False), name="party_asked_at_follows_state"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("confirmed", "changed")) | Q(confirmed__isnull=False),
                name="party_confirmed_says_what",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["organisation", "state"], name="party_organisation_state")]

    def __str__(self) -> str:
        return f"{self.draft_id} {self.organisation_id}"

    @property
    def slot(self) -> str:
        """How the budget's fields name it."""
        return f"p{self.pk}"


class PartyEvent(models.Model):
    """What happened between a report and a party: asked, reminded, confirmed, declined, changed, notified."""

    party = models.ForeignKey(DraftParty, on_delete=models.CASCADE, related_name="events")
    verb = models.CharField(max_length=12)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    values = models.JSONField(default=dict, help_text="what was confirmed, or how it differs")

    def __str__(self) -> str:
        return f"{self.party_id} {self.verb}"
