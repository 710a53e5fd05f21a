"""The hearing (høring) of a long-term plan: whom the office asks, what they say, and what becomes of it."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from fordel.notices.models import ConfirmedByCode
from fordel.parties.models import Office, Organisation, Person
from fordel.plan.models import Plan
from fordel.shared.models import StoredFile
from fordel.writing.models import ScanState, Submission


class HearingState(models.TextChoices):
    """See `core.lifecycle.HEARING`."""

    OPEN = "open", _("Open for input")
    CLOSED = "closed", _("Closed, answers are being written")
    ANSWERED = "answered", _("Closed and answered")


class Outcome(models.TextChoices):
    """What became of a point."""

    TAKEN = "taken", _("Taken in")
    PARTLY = "partly", _("Partly taken in")
    NOT = "not", _("Not taken in")


class Hearing(models.Model):
    """The hearing of a plan. `version` is the text that is heard, `closes_at` the first instant that is too late,
    `remind_at` the instant from which those who have not answered are reminded once (None: never by itself), `erase_on`
    the day on which contact details of private persons are erased."""

    plan = models.OneToOneField(Plan, on_delete=models.PROTECT, related_name="hearing")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="hearings")
    version = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=HearingState.choices, default=HearingState.OPEN)
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    publishes_input = models.BooleanField(help_text="whether everybody may read the input once it is answered")
    erase_on = models.DateField()
    remind_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="hearing_closes_later"),
            models.CheckConstraint(
                condition=Q(state="open", closed_at__isnull=True, answered_at__isnull=True)
                | Q(state="closed", closed_at__isnull=False, answered_at__isnull=True)
                | Q(state="answered", closed_at__isnull=False, answered_at__isnull=False),
                name="hearing_instants_follow_state",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.state}"

    def has_opened(self, instant: datetime) -> bool:
        return instant >= self.opens_at

    def is_open(self, instant: datetime) -> bool:
        """Whether input is in time at the instant, also if no job has closed the hearing yet."""
        return self.opens_at <= instant < self.closes_at


class Invited(models.Model):
    """Somebody whom the office asks: an organisation in Fordel, or another body with an e-mail address."""

    hearing = models.ForeignKey(Hearing, on_delete=models.CASCADE, related_name="invited")
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    email = models.EmailField(blank=True)
    asked_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)
    is_reached = models.BooleanField(default=True, help_text="whether a mail could be sent to somebody")

    class Meta:
        ordering: ClassVar = ["name", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["hearing", "organisation"], name="organisation_invited_once"),
            models.UniqueConstraint(fields=["hearing", "email"], condition=~Q(email=""), name="address_invited_once"),
            models.CheckConstraint(
                condition=Q(organisation__isnull=False, email="") | (Q(organisation__isnull=True) & ~Q(email="")),
                name="invited_organisation_or_address",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class HearingInput(ConfirmedByCode):
    """What somebody says, in one or several points. Until it is sent it is a draft that its writer alone can open.

    `organisation` is the one that a signed-in person writes for. Anybody else has confirmed `email` by a code, and
    writes for `on_behalf_of` or, if that is empty, as a private person. `secret` is the word in its address, `number`
    its place among what was received."""

    hearing = models.ForeignKey(Hearing, on_delete=models.PROTECT, related_name="inputs")
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    sent_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    name = models.CharField(max_length=120, blank=True)
    on_behalf_of = models.CharField(max_length=160, blank=True)
    shows_name = models.BooleanField(default=False, help_text="a private person's consent to their name being shown")
    begun_at = models.DateTimeField()
    received_at = models.DateTimeField(null=True, help_text="when the server received the request that sent it")
    is_late = models.BooleanField(default=False)
    number = models.PositiveIntegerField(null=True)
    sha256 = models.CharField(max_length=64, blank=True, help_text="of who says what: the same sent twice is one")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["hearing", "number"], name="number_of_input_once"),
            models.UniqueConstraint(
                fields=["hearing", "sha256"], condition=Q(received_at__isnull=False), name="same_input_once"
            ),
            models.CheckConstraint(
                condition=Q(received_at__isnull=True, number__isnull=True)
                | Q(received_at__isnull=False, number__isnull=False),
                name="input_received_has_number",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.hearing_id} #{self.number}"

    @property
    def is_sent(self) -> bool:
        return self.received_at is not None


class HearingPoint(models.Model):
    """One point of an input: about a chapter of the plan, or about all of it (`chapter` is empty), with what became of
    it. `changed_chapter` is the chapter that was changed because of it, if one was. `is_withheld` keeps its text
    from the public."""

    input = models.ForeignKey(HearingInput, on_delete=models.CASCADE, related_name="points")
    chapter = models.CharField(max_length=20, blank=True)
    text = models.TextField()
    outcome = models.CharField(max_length=6, choices=Outcome.choices, blank=True)
    answer = models.TextField(blank=True)
    changed_chapter = models.CharField(max_length=20, blank=True)
    is_withheld = models.BooleanField(default=False)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering: ClassVar = ["input__number", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(outcome="", answered_at__isnull=True) | (~Q(outcome="") & Q(answered_at__isnull=False)),
                name="answered_at_follows_outcome",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.input_id} {self.chapter}"


class HearingFile(models.Model):
    """A file that goes with an input."""

    input = models.ForeignKey(HearingInput, on_delete=models.CASCADE, related_name="files")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    scan = models.CharField(max_length=11, choices=ScanState.choices)
    added_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.input_id} {self.file_id}"
