"""What owners and case officers are notified of while the office works with a report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _

from fordel.programme.models import Round
from fordel.programme.notices import NoticeOfRound
from fordel.reports.models import NeedsReport, ReportMessage
from fordel.reports.notices.mail_words import name_of, own_page, paragraphs
from fordel.shared.addresses import full_address
from fordel.shared.dates import deadline
from fordel.shared.notice import Category


@dataclass(frozen=True)
class _AboutReport(NoticeOfRound):
    """For the owner's people."""

    report: NeedsReport

    @property
    def of_round(self) -> Round:
        return self.report.round

    def link(self) -> str:
        return own_page(self.report)

    def _letter(self, first: str, reason: str = "") -> str:
        why = _("The reason: %(reason)s") % {"reason": reason} if reason else ""
        read = _("Read it here: %(address)s") % {"address": self.link()}
        return paragraphs(first[:1].upper() + first[1:], why, read)

    @property
    def _name(self) -> dict[str, str]:
        return {"report": name_of(self.report)}


@dataclass(frozen=True)
class ReportAccepted(_AboutReport):
    kind: ClassVar = "reports.report_accepted"
    category: ClassVar = Category.REPORTS

    def subject(self) -> str:
        return _("Ready for the forum: %(report)s") % self._name

    def text(self) -> str:
        return self._letter(_("%(report)s is looked through and ready for the collaboration forum.") % self._name)


@dataclass(frozen=True)
class ReportReturned(_AboutReport):
    """The report's `reply_by` says how long it can be corrected."""

    kind: ClassVar = "reports.report_returned"
    category: ClassVar = Category.DEADLINE
    reason: str

    def subject(self) -> str:
        return _("Must be corrected: %(report)s") % self._name

    def text(self) -> str:
        first = _("We send back %(report)s, because something must be corrected. You can correct it until %(when)s.")
        when = deadline(self.report.reply_by) if self.report.reply_by else "–"
        return self._letter(first % {**self._name, "when": when}, self.reason)


@dataclass(frozen=True)
class ReportRefused(_AboutReport):
    kind: ClassVar = "reports.report_refused"
    category: ClassVar = Category.DECISION
    reason: str

    def subject(self) -> str:
        return _("Not eligible: %(report)s") % self._name

    def text(self) -> str:
        first = _("We have found that %(report)s cannot get a grant under the scheme.")
        return self._letter(first % self._name, self.reason)


@dataclass(frozen=True)
class ReportReopened(_AboutReport):
    kind: ClassVar = "reports.report_reopened"
    category: ClassVar = Category.REPORTS

    def subject(self) -> str:
        return _("We look once more: %(report)s") % self._name

    def text(self) -> str:
        return self._letter(_("We look at %(report)s once more. You do not have to do anything.") % self._name)


@dataclass(frozen=True)
class ReportsAccepted(NoticeOfRound):
    """Several reports of one owner."""

    kind: ClassVar = "reports.reports_accepted"
    category: ClassVar = Category.REPORTS
    reports: tuple[NeedsReport, ...]

    @property
    def of_round(self) -> Round:
        return self.reports[0].round

    def subject(self) -> str:
        return _("Ready for the forum")

    def text(self) -> str:
        first = _("These are looked through and ready for the collaboration forum:")
        return paragraphs(first, *(f"{name_of(report)}: {own_page(report)}" for report in self.reports))

    def link(self) -> str:
        return full_address(reverse("own_needs:list"))


@dataclass(frozen=True)
class ReportRegistered(_AboutReport):
    """The office has registered it for the owner."""

    kind: ClassVar = "reports.report_registered"
    category: ClassVar = Category.REPORTS

    def subject(self) -> str:
        return _("Check what we have registered: %(report)s") % self._name

    def text(self) -> str:
        first = _("%(office)s has registered %(report)s for you, from what you sent by e-mail or on paper.")
        return paragraphs(
            first % {**self._name, "office": self.report.round.office.name},
            _("Look through it, and write to us on the same page if something is wrong."),
            _("Read it here: %(address)s") % {"address": self.link()},
        )


@dataclass(frozen=True)
class OfficeWrites(_AboutReport):
    """A message to the owner that asks nothing."""

    kind: ClassVar = "reports.office_writes"
    category: ClassVar = Category.REPORTS
    message: ReportMessage

    def subject(self) -> str:
        return _("A message about %(report)s") % self._name

    def text(self) -> str:
        first = _("The county governor writes about %(report)s:") % self._name
        return paragraphs(first, self.message.text, self._last())

    def _last(self) -> str:
        return _("Read and answer here: %(address)s") % {"address": self.link()}


@dataclass(frozen=True)
class OfficeAsks(OfficeWrites):
    """A question with a day to answer by."""

    kind: ClassVar = "reports.office_asks"
    category: ClassVar = Category.DEADLINE

    def subject(self) -> str:
        return _("A question about %(report)s") % self._name

    def text(self) -> str:
        first = _("The county governor asks about %(report)s:") % self._name
        by = self.message.reply_by
        until = _("Answer by %(when)s.") % {"when": deadline(by)} if by else ""
        return paragraphs(first, self.message.text, until, self._last())


@dataclass(frozen=True)
class OwnerWrites(NoticeOfRound):
    """For the case officers."""

    kind: ClassVar = "reports.owner_writes"
    category: ClassVar = Category.REPORTS
    report: NeedsReport
    words: str

    @property
    def of_round(self) -> Round:
        return self.report.round

    def subject(self) -> str:
        return _("An answer about %(report)s") % {"report": name_of(self.report)}

    def text(self) -> str:
        first = _("%(owner)s writes about %(report)s:")
        return paragraphs(
            first % {"owner": self.report.owner.name, "report": name_of(self.report)},
            self.words,
            _("Read and answer here: %(address)s") % {"address": self.link()},
        )

    def link(self) -> str:
        round_ = self.report.round
        where = {**round_.where, "number": self.report.number}
        return full_address(reverse("reports:report", kwargs=where))
