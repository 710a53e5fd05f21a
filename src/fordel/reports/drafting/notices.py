"""What the owner's people are notified of when a report is received."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _

from fordel.core.money import format_kroner
from fordel.programme.models import Round
from fordel.programme.notices import NoticeOfRound
from fordel.reports.notices.mail_words import paragraphs
from fordel.reports.selectors.draft_facts import form_of
from fordel.reports.selectors.submissions import report_of
from fordel.shared.addresses import full_address
from fordel.shared.dates import deadline, short_date
from fordel.shared.notice import Category
from fordel.writing.documents.receipt import to_the_second
from fordel.writing.models import Submission


@dataclass(frozen=True)
class ReportReceived(NoticeOfRound):
    kind: ClassVar = "reports.report_received"
    category: ClassVar = Category.REPORTS
    submission: Submission

    @property
    def of_round(self) -> Round:
        return report_of(self.submission).round

    def subject(self) -> str:
        report = report_of(self.submission)
        names = {"number": report.number, "title": report.title}
        return _("Received: needs report %(number)s «%(title)s»") % names

    def text(self) -> str:
        report = report_of(self.submission)
        names = {
            "number": report.number,
            "title": report.title,
            "office": report.round.office.name,
            "when": to_the_second(self.submission.received_at),
            "amount": format_kroner(report.amount),
            "year": report.round.year,
            "by": self.submission.sent_by.name if self.submission.sent_by else "–",
        }
        first = _("%(office)s has received needs report %(number)s «%(title)s» on %(when)s. %(by)s sent it.")
        amount = _("The need in %(year)s is %(amount)s kroner.")
        link = _("The receipt, with everything you answered:") + "\n" + self.link()
        return paragraphs(f"{first % names} {amount % names}", link, *self._what_happens())

    def link(self) -> str:
        return full_address(reverse("own_needs:receipt", kwargs={"report_id": report_of(self.submission).pk}))

    def _what_happens(self) -> list[str]:
        """What comes next: until when it can be changed, and when the answer is due."""
        round_ = self.of_round
        found = []
        closes, due = round_.needs_deadline, form_of(round_).dates.get("decision_due", "")
        if closes is not None and self.submission.received_at < closes:
            text = _("You can change it and send it again, or withdraw it, until %(when)s.")
            found.append(text % {"when": deadline(closes)})
        if due:
            text = _(
                "The county governor looks through the report, and writes to you if something is missing. You get an "
                "answer by %(day)s."
            )
            found.append(text % {"day": short_date(date.fromisoformat(due))})
        return found
