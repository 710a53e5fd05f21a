"""What offices and Udir are notified of about yearly reports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _

from fordel.annual.models import AnnualReport
from fordel.annual.selectors.layouts import needed_layout
from fordel.programme.models import Round
from fordel.programme.notices import NoticeOfRound
from fordel.shared.addresses import full_address
from fordel.shared.dates import full_date
from fordel.shared.notice import Category


@dataclass(frozen=True)
class AnnualReportDue(NoticeOfRound):
    """To the office: the last day is near."""

    kind: ClassVar = "annual.due"
    category: ClassVar = Category.DEADLINE
    round: Round

    @property
    def of_round(self) -> Round:
        return self.round

    def subject(self) -> str:
        return _("The annual report to Udir for %(year)s is not sent") % {"year": self.round.year}

    def text(self) -> str:
        words = {"day": full_date(needed_layout(self.round.scheme).last_day), "address": self.link()}
        return _("The last day is %(day)s. Two of you sign it. Write and send it here: %(address)s") % words

    def link(self) -> str:
        return full_address(reverse("annual_office:report", kwargs={**self.round.where}))


@dataclass(frozen=True)
class _OfReport(NoticeOfRound):
    report: AnnualReport

    @property
    def of_round(self) -> Round:
        return self.report.round

    @property
    def _names(self) -> dict[str, str]:
        round_ = self.report.round
        return {"year": str(round_.year), "office": round_.office.name, "address": self.link()}

    def link(self) -> str:
        return full_address(reverse("annual_office:report", kwargs={**self.report.round.where}))


@dataclass(frozen=True)
class AnnualReportReady(_OfReport):
    """To those in the role whose signature is missing."""

    kind: ClassVar = "annual.ready"
    category: ClassVar = Category.DECISION

    def subject(self) -> str:
        return _("The annual report to Udir for %(year)s waits for a signature") % self._names

    def text(self) -> str:
        return _("Read it, and sign it if it is right: %(address)s") % self._names


@dataclass(frozen=True)
class AnnualSignatureVoided(_OfReport):
    """To whoever had signed."""

    kind: ClassVar = "annual.voided"
    category: ClassVar = Category.DECISION

    def subject(self) -> str:
        return _("Your signature on the annual report for %(year)s no longer counts") % self._names

    def text(self) -> str:
        return (
            _(
                "The report was changed or taken back before it was sent. It is to be signed again when it is ready:"
                " %(address)s"
            )
            % self._names
        )


@dataclass(frozen=True)
class AnnualReportSent(_OfReport):
    """To the office, and to those who read for Udir."""

    kind: ClassVar = "annual.sent"
    category: ClassVar = Category.DECISION

    def subject(self) -> str:
        if self.report.version > 1:
            return _("A corrected annual report for %(year)s is sent from %(office)s") % self._names
        return _("The annual report for %(year)s is sent from %(office)s") % self._names

    def text(self) -> str:
        return _("Two people have signed it. Read it, and download it, here: %(address)s") % self._names

    def link(self) -> str:
        return full_address(reverse("annual:report", kwargs={"annual_id": self.report.pk}))
