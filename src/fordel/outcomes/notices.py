"""What owners, their partners and the office are notified of about outcome reports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _

from fordel.core.money import format_kroner
from fordel.outcomes.models import OutcomeReport
from fordel.programme.models import Round
from fordel.programme.notices import NoticeOfRound
from fordel.shared.addresses import full_address
from fordel.shared.dates import deadline
from fordel.shared.notice import Category
from fordel.writing.models import DocumentMessage


@dataclass(frozen=True)
class _OfOutcome(NoticeOfRound):
    outcome: OutcomeReport

    @property
    def of_round(self) -> Round:
        return self.outcome.round

    @property
    def _names(self) -> dict[str, str]:
        outcome = self.outcome
        return {
            "title": outcome.report.title,
            "owner": outcome.report.owner.name,
            "year": str(outcome.year),
            "until": deadline(outcome.closes),
            "amount": format_kroner(outcome.award.amount),
            "address": self.link(),
        }

    def link(self) -> str:
        return full_address(reverse("outcomes:report", kwargs={"outcome_id": self.outcome.pk}))


@dataclass(frozen=True)
class _ToOffice(_OfOutcome):
    def link(self) -> str:
        where = self.outcome.round.where
        return full_address(reverse("outcome_office:report", kwargs={**where, "outcome_id": self.outcome.pk}))


@dataclass(frozen=True)
class OutcomeOpened(_OfOutcome):
    """To the owner: the report can be written."""

    kind: ClassVar = "outcomes.opened"
    category: ClassVar = Category.DEADLINE

    def subject(self) -> str:
        return _("Report what came of «%(title)s»") % self._names

    def text(self) -> str:
        return (
            _(
                "You got %(amount)s kroner for «%(title)s» in %(year)s. Report what came of it by %(until)s. What we"
                " know already is filled in: %(address)s"
            )
            % self._names
        )


@dataclass(frozen=True)
class OutcomePartOpened(_OfOutcome):
    """To a partner, or another owner in the network: its own part can be written."""

    kind: ClassVar = "outcomes.part_opened"
    category: ClassVar = Category.DEADLINE

    def subject(self) -> str:
        return _("Say what came of «%(title)s» with %(owner)s") % self._names

    def text(self) -> str:
        return (
            _(
                "%(owner)s reports what came of «%(title)s» in %(year)s by %(until)s. You have a part of your own"
                " there, which only you write: %(address)s"
            )
            % self._names
        )


@dataclass(frozen=True)
class OutcomeDueSoon(_OfOutcome):
    """To the owner: the deadline is near, and the report is not sent."""

    kind: ClassVar = "outcomes.due_soon"
    category: ClassVar = Category.DEADLINE

    def subject(self) -> str:
        return _("The report on «%(title)s» is due soon") % self._names

    def text(self) -> str:
        return _("The report on «%(title)s» is not sent. The deadline is %(until)s: %(address)s") % self._names


@dataclass(frozen=True)
class OutcomeReceived(_ToOffice):
    """To the office."""

    kind: ClassVar = "outcomes.received"
    category: ClassVar = Category.OUTCOMES

    def subject(self) -> str:
        return _("%(owner)s has sent its report on «%(title)s»") % self._names

    def text(self) -> str:
        return _("%(owner)s has reported what came of «%(title)s» in %(year)s: %(address)s") % self._names


@dataclass(frozen=True)
class OutcomeReceipt(_OfOutcome):
    """To the owner: what was received."""

    kind: ClassVar = "outcomes.receipt"
    category: ClassVar = Category.OUTCOMES

    def subject(self) -> str:
        return _("We have received your report on «%(title)s»") % self._names

    def text(self) -> str:
        return _("Your report on «%(title)s» is received. The receipt is on its page: %(address)s") % self._names


@dataclass(frozen=True)
class OutcomeReturned(_OfOutcome):
    """To the owner: something must be corrected."""

    kind: ClassVar = "outcomes.returned"
    category: ClassVar = Category.DEADLINE

    def subject(self) -> str:
        return _("Correct your report on «%(title)s»") % self._names

    def text(self) -> str:
        outcome = self.outcome
        until = deadline(outcome.reply_by) if outcome.reply_by else ""
        words = self._names | {"reason": outcome.returned_because, "until": until}
        return (
            _(
                "The county governor has returned your report on «%(title)s».\n\n%(reason)s\n\nCorrect it and send it"
                " again by %(until)s: %(address)s"
            )
            % words
        )


@dataclass(frozen=True)
class OutcomeIsApproved(_OfOutcome):
    """To the owner and those who answered a part."""

    kind: ClassVar = "outcomes.approved"
    category: ClassVar = Category.OUTCOMES

    def subject(self) -> str:
        return _("The report on «%(title)s» is approved") % self._names

    def text(self) -> str:
        words = self._names | {"answer": self.outcome.answer}
        return (
            _("The county governor has approved the report on «%(title)s».\n\n%(answer)s\n\nRead it here: %(address)s")
            % words
        )


@dataclass(frozen=True)
class OutcomeExtended(_OfOutcome):
    """To the owner: a later deadline."""

    kind: ClassVar = "outcomes.extended"
    category: ClassVar = Category.DEADLINE

    def subject(self) -> str:
        return _("You have a later deadline for the report on «%(title)s»") % self._names

    def text(self) -> str:
        return _("The deadline for the report on «%(title)s» is now %(until)s: %(address)s") % self._names


@dataclass(frozen=True)
class OutcomeClosed(_OfOutcome):
    """To the owner: no report is due any more."""

    kind: ClassVar = "outcomes.closed"
    category: ClassVar = Category.OUTCOMES

    def subject(self) -> str:
        return _("No report on «%(title)s» is due any more") % self._names

    def text(self) -> str:
        return (
            _(
                "The grant for «%(title)s» in %(year)s was reversed, so no report is due. What is written is"
                " kept: %(address)s"
            )
            % self._names
        )


@dataclass(frozen=True)
class OfficeAsksOfOutcome(_OfOutcome):
    """To the owner: a question, or a message without one."""

    kind: ClassVar = "outcomes.asked"
    category: ClassVar = Category.DEADLINE
    message: DocumentMessage

    def subject(self) -> str:
        return _("The county governor has written about your report on «%(title)s»") % self._names

    def text(self) -> str:
        words = self._names | {"text": self.message.text}
        if self.message.reply_by is None:
            return _("%(text)s\n\nRead and answer here: %(address)s") % words
        words["until"] = deadline(self.message.reply_by)
        return _("%(text)s\n\nAnswer by %(until)s: %(address)s") % words


@dataclass(frozen=True)
class OwnerAnswersOfOutcome(_ToOffice):
    """To the office."""

    kind: ClassVar = "outcomes.answered"
    category: ClassVar = Category.OUTCOMES
    message: DocumentMessage

    def subject(self) -> str:
        return _("%(owner)s has answered about its report on «%(title)s»") % self._names

    def text(self) -> str:
        return _("%(text)s\n\nRead it here: %(address)s") % (self._names | {"text": self.message.text})
