"""Partnerships of an owner and a provider: agreements that both write and sign, and what each says of a year.

The text of an agreement is a document of `writing`; its row has what is known of it besides.
"""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from fordel.parties.models import Office, Organisation, Person
from fordel.shared.clock import today
from fordel.writing.models import Document, Submission


class Side(models.TextChoices):
    """The two that a partnership is between."""

    OWNER = "owner", _("Owner")
    PROVIDER = "provider", _("Partner")


class Partnership(models.Model):
    """An owner and a provider who have had an agreement, or have begun one. It belongs to the owner's office."""

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="partnerships")
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    provider = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["owner", "provider"], name="partnership_once_a_pair"),
            models.CheckConstraint(condition=~Q(owner=F("provider")), name="partnership_of_two"),
        ]

    def __str__(self) -> str:
        return f"{self.owner_id} {self.provider_id}"

    def organisation(self, side: str) -> Organisation:
        """Who is on the side."""
        return self.owner if side == Side.OWNER else self.provider

    def side_of(self, organisation_id: int | None) -> str:
        """The side that the organisation is on; '' if it is on none."""
        return {self.owner_id: Side.OWNER.value, self.provider_id: Side.PROVIDER.value}.get(organisation_id or 0, "")


class AgreementLanguage(models.TextChoices):
    BOKMAL = "nb", _("Bokmål")
    NYNORSK = "nn", _("Nynorsk")


class OfficeTemplate(models.Model):
    """A version of the text that agreements begin with at an office. `texts` is question -> language -> plain text."""

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="agreement_templates")
    version = models.PositiveIntegerField()
    texts = models.JSONField()
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["office", "version"], name="agreement_template_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.office_id} v{self.version}"


class AgreementState(models.TextChoices):
    """See `core.lifecycle.AGREEMENT`. Whether one in force has run out follows from its last day."""

    DRAFT = "draft", _("Being written")
    HALF_SIGNED = "half_signed", _("Signed by one side")
    IN_FORCE = "in_force", _("In force")
    ENDED = "ended", _("Ended")
    REPLACED = "replaced", _("Renewed")
    DISCARDED = "discarded", _("Discarded")


OPEN_STATES = ("draft", "half_signed")
SIGNED_STATES = ("in_force", "ended", "replaced")


class Agreement(models.Model):
    """Has the number of its document (docs/decisions/0013-writing.md). `first_day` and `last_day` are those that were
    signed. `template` is the office's version that it began with; None if it was the scheme's text."""

    document = models.OneToOneField(Document, on_delete=models.CASCADE, related_name="agreement")
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="agreements")
    state = models.CharField(max_length=11, choices=AgreementState.choices, default=AgreementState.DRAFT)
    language = models.CharField(max_length=2, choices=AgreementLanguage.choices)
    template = models.ForeignKey(OfficeTemplate, null=True, on_delete=models.PROTECT, related_name="+")
    renews = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="renewals")
    first_day = models.DateField(null=True)
    last_day = models.DateField(null=True)
    in_force_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    ended_because = models.TextField(blank=True, max_length=1000)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(id=F("document_id")), name="agreement_has_number_of_document"),
            models.CheckConstraint(
                condition=Q(
                    state__in=SIGNED_STATES,
                    in_force_at__isnull=False,
                    first_day__isnull=False,
                    last_day__gte=F("first_day"),
                )
                | (~Q(state__in=SIGNED_STATES) & Q(in_force_at__isnull=True)),
                name="agreement_in_force_at_follows_state",
            ),
            models.CheckConstraint(
                condition=Q(state="ended", ended_at__isnull=False) | (~Q(state="ended") & Q(ended_at__isnull=True)),
                name="agreement_ended_at_follows_state",
            ),
            models.UniqueConstraint(
                fields=["partnership"], condition=Q(state__in=OPEN_STATES), name="one_agreement_being_written"
            ),
            models.UniqueConstraint(
                fields=["partnership"], condition=Q(state="in_force"), name="one_agreement_in_force"
            ),
        ]

    def __str__(self) -> str:
        return f"agreement {self.pk} {self.state}"

    @property
    def office_id(self) -> int:
        return self.partnership.office_id

    @property
    def is_open(self) -> bool:
        """Whether it is still being written."""
        return self.state in OPEN_STATES

    @property
    def has_run_out(self) -> bool:
        """Whether it is in force no more because its last day has passed."""
        return self.state == AgreementState.IN_FORCE and self.last_day is not None and self.last_day < today()


class Signature(models.Model):
    """A signature of one side on `submission`, whose SHA-256 is that of what was shown. `voided_at` is when it stopped
    counting because something was changed afterwards."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="signatures")
    side = models.CharField(max_length=8, choices=Side.choices)
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()
    voided_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["signed_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["agreement", "side"], condition=Q(voided_at__isnull=True), name="signed_once_a_side"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agreement_id} {self.side}"

    @property
    def sha256(self) -> str:
        return self.submission.sha256


class Level(models.TextChoices):
    """How a partnership is going, as one side sees it. The colour is never shown without its word."""

    GREEN = "green", _("Green")
    YELLOW = "yellow", _("Yellow")
    RED = "red", _("Red")


class YearlyStatus(models.Model):
    """What one side says of a year. It can be changed; the log has what was said before."""

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="statuses")
    year = models.PositiveSmallIntegerField()
    side = models.CharField(max_length=8, choices=Side.choices)
    level = models.CharField(max_length=6, choices=Level.choices)
    sentence = models.CharField(max_length=300)
    given_at = models.DateTimeField()
    given_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering: ClassVar = ["-year", "side"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["partnership", "year", "side"], name="status_once_a_side_and_year"),
        ]

    def __str__(self) -> str:
        return f"{self.partnership_id} {self.year} {self.side}"


class PartnershipAction(models.Model):
    """Something that one side is to do by a day, so that the partnership goes better."""

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="actions")
    text = models.CharField(max_length=300)
    side = models.CharField(max_length=8, choices=Side.choices, help_text="who is to do it")
    due = models.DateField()
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering: ClassVar = ["due", "id"]

    def __str__(self) -> str:
        return f"{self.partnership_id} {self.due}"

    @property
    def is_late(self) -> bool:
        return self.done_at is None and self.due < today()


class MeasureKind(models.TextChoices):
    """What a provider takes part in."""

    LOCAL = "local", _("Development work in kindergartens and schools")
    NETWORK = "network", _("Networks of owners")
    GUIDANCE = "guidance", _("Guidance of leaders and staff")
    COURSE = "course", _("Courses and gatherings")
    STUDY = "study", _("Studies with credits")


class OfferLanguage(models.TextChoices):
    """The languages that a provider can work in."""

    BOKMAL = "nb", _("Bokmål")
    NYNORSK = "nn", _("Nynorsk")
    NORTHERN_SAMI = "se", _("Northern Sámi")
    LULE_SAMI = "smj", _("Lule Sámi")
    SOUTHERN_SAMI = "sma", _("Southern Sámi")
    ENGLISH = "en", _("English")


class ProviderOffer(models.Model):
    """What a provider says it offers, kept by its own people. `themes` are codes of themes of long-term plans;
    `capacity` is half-year (`2026-2` is the autumn) -> how many measures it has room for."""

    organisation = models.OneToOneField(Organisation, on_delete=models.CASCADE, related_name="offer")
    text = models.TextField(blank=True, max_length=2000)
    themes = ArrayField(models.CharField(max_length=20), default=list)
    kinds = ArrayField(models.CharField(max_length=8), default=list)
    languages = ArrayField(models.CharField(max_length=3), default=list)
    capacity = models.JSONField(default=dict)
    contact = models.CharField(max_length=120, blank=True, help_text="the unit that answers")
    email = models.EmailField(blank=True)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")

    def __str__(self) -> str:
        return f"{self.organisation_id}"
