"""What approvers, case officers and recipients are notified of on the way to a decision."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _

from fordel.decisions.models import Proposal
from fordel.programme.models import Round
from fordel.programme.notices import NoticeOfRound
from fordel.shared.addresses import full_address
from fordel.shared.notice import Category


@dataclass(frozen=True)
class _AboutProposal(NoticeOfRound):
    proposal: Proposal

    @property
    def of_round(self) -> Round:
        return self.proposal.round

    @property
    def _year(self) -> dict[str, int]:
        return {"year": self.proposal.round.year}

    def link(self) -> str:
        round_ = self.proposal.round
        return full_address(reverse("decisions:overview", kwargs={**round_.where}))


@dataclass(frozen=True)
class ProposalSubmitted(_AboutProposal):
    """For those who may approve it; `by` is the name of who submitted it."""

    kind: ClassVar = "decisions.proposal_submitted"
    category: ClassVar = Category.DECISION
    by: str

    def subject(self) -> str:
        return _("A proposal for %(year)s waits for your approval") % self._year

    def text(self) -> str:
        body = _("%(name)s has submitted a proposal. Open it here: %(address)s")
        return body % {"name": self.by, "address": self.link()}


@dataclass(frozen=True)
class ProposalApproved(_AboutProposal):
    """For its author. `comments` are (name, comment) of those approvers who wrote one."""

    kind: ClassVar = "decisions.proposal_approved"
    category: ClassVar = Category.DECISION
    comments: Sequence[tuple[str, str]]

    def subject(self) -> str:
        return _("Your proposal for %(year)s is approved") % self._year

    def text(self) -> str:
        written = [f"{name}: {comment}" for name, comment in self.comments]
        last = _("You can now send the letters. Open the proposal here: %(address)s") % {"address": self.link()}
        return "\n\n".join([*written, last])


@dataclass(frozen=True)
class ProposalReturned(_AboutProposal):
    """For its author, with the comment of the approver who returned it."""

    kind: ClassVar = "decisions.proposal_returned"
    category: ClassVar = Category.DECISION

    def subject(self) -> str:
        return _("Your proposal for %(year)s was returned") % self._year

    def text(self) -> str:
        last = _("Change it and submit it again. Open it here: %(address)s") % {"address": self.link()}
        return f"{self.proposal.comment}\n\n{last}"


@dataclass(frozen=True)
class LetterIssued(NoticeOfRound):
    """For the people of everybody who gets a letter of the decision."""

    kind: ClassVar = "decisions.letter_issued"
    category: ClassVar = Category.DECISION
    round: Round

    @property
    def of_round(self) -> Round:
        return self.round

    def subject(self) -> str:
        return _("A letter from %(office)s") % {"office": self.round.office.name}

    def text(self) -> str:
        body = _("There is a decision about your measure. Read it here: %(address)s")
        return body % {"address": self.link()}

    def link(self) -> str:
        return full_address(reverse("letters:list"))
