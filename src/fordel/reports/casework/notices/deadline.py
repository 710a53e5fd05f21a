"""What owners and case officers are notified of about the deadline."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fordel.programme.models import Round
from fordel.programme.notices import NoticeOfRound
from fordel.reports.models import ExtensionRequest
from fordel.reports.notices.mail_words import paragraphs
from fordel.shared.addresses import full_address
from fordel.shared.dates import deadline
from fordel.shared.notice import Category


@dataclass(frozen=True)
class DeadlineNear(NoticeOfRound):
    """`why` is draft or last_year, `closes` the first instant that is too late."""

    kind: ClassVar = "reports.deadline_near"
    category: ClassVar = Category.DEADLINE
    owner: str
    round: Round
    why: str
    drafts: int
    closes: datetime

    @property
    def of_round(self) -> Round:
        return self.round

    def subject(self) -> str:
        return _("The deadline for needs reports is %(when)s") % {"when": deadline(self.closes)}

    def text(self) -> str:
        if self.why == "draft":
            first = ngettext(
                "%(owner)s has begun a needs report for %(year)s that is not sent yet.",
                "%(owner)s has begun %(drafts)s needs reports for %(year)s that are not sent yet.",
                self.drafts,
            )
            then = _("Only what is sent in time counts. What you have written is kept.")
        else:
            first = _("%(owner)s reported needs last year, and has not reported for %(year)s yet.")
            then = _("If you have no needs to report this year, you do not have to do anything.")
        when = _("The deadline is %(when)s.") % {"when": deadline(self.closes)}
        return paragraphs(
            first % {"owner": self.owner, "year": self.round.year, "drafts": self.drafts},
            f"{when} {then}",
            _("Continue here: %(address)s") % {"address": self.link()},
        )

    def link(self) -> str:
        return full_address(reverse("own_needs:list"))


@dataclass(frozen=True)
class LaterDeadlineAsked(NoticeOfRound):
    """For the case officers."""

    kind: ClassVar = "reports.later_deadline_asked"
    category: ClassVar = Category.DEADLINE
    asked: ExtensionRequest

    @property
    def of_round(self) -> Round:
        return self.asked.round

    def subject(self) -> str:
        return _("%(owner)s asks for a later deadline") % {"owner": self.asked.owner.name}

    def text(self) -> str:
        return paragraphs(self.asked.text, _("Read and answer here: %(address)s") % {"address": self.link()})

    def link(self) -> str:
        where = {**self.asked.round.where}
        return full_address(reverse("reports:extensions", kwargs=where))


@dataclass(frozen=True)
class _AboutLaterDeadline(NoticeOfRound):
    """For the owner's people."""

    owner: str
    round: Round

    @property
    def of_round(self) -> Round:
        return self.round

    def link(self) -> str:
        return full_address(reverse("own_needs:list"))


@dataclass(frozen=True)
class LaterDeadlineGranted(_AboutLaterDeadline):
    """`until` is the first instant that is too late."""

    kind: ClassVar = "reports.later_deadline_granted"
    category: ClassVar = Category.DEADLINE
    until: datetime
    reason: str

    def subject(self) -> str:
        return _("Later deadline: %(when)s") % {"when": deadline(self.until)}

    def text(self) -> str:
        first = _("%(owner)s may send needs reports for %(year)s until %(when)s.")
        return paragraphs(
            first % {"owner": self.owner, "year": self.round.year, "when": deadline(self.until)},
            _("The reason: %(reason)s") % {"reason": self.reason},
        )


@dataclass(frozen=True)
class LaterDeadlineRefused(_AboutLaterDeadline):
    kind: ClassVar = "reports.later_deadline_refused"
    category: ClassVar = Category.DEADLINE
    reason: str

    def subject(self) -> str:
        return _("Answer about a later deadline")

    def text(self) -> str:
        first = _("%(owner)s asked for a later deadline for needs reports in %(year)s. The answer is no.")
        return paragraphs(
            first % {"owner": self.owner, "year": self.round.year},
            _("The reason: %(reason)s") % {"reason": self.reason},
        )


@dataclass(frozen=True)
class LaterDeadlineWithdrawn(_AboutLaterDeadline):
    """`closes` is the deadline of the others: the first instant that is too late."""

    kind: ClassVar = "reports.later_deadline_withdrawn"
    category: ClassVar = Category.DEADLINE
    closes: datetime | None

    def subject(self) -> str:
        return _("The later deadline is withdrawn")

    def text(self) -> str:
        when = deadline(self.closes) if self.closes else "–"
        body = _("%(owner)s no longer has a later deadline. The deadline is %(when)s.")
        return body % {"owner": self.owner, "when": when}
