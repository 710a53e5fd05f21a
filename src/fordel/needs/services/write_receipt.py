"""Writes the receipt of what was received as PDF, once, and tells those who act for the owner."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from fordel.core.money import format_kroner
from fordel.needs.casework_mails import language_of
from fordel.needs.models import ReportOrigin, Submission
from fordel.needs.selectors.draft_facts import form_of
from fordel.needs.services.receipt_text import receipt_of, to_the_second
from fordel.parties.selectors.people import people_of_organisation
from fordel.shared.addresses import full_address
from fordel.shared.dates import deadline, short_date
from fordel.shared.documents.pdf import render_pdf
from fordel.shared.files import store_file
from fordel.shared.models import StoredFile
from fordel.shared.outbox import queue_mail

TEMPLATE: Final = Path(__file__).resolve().parents[1] / "templates" / "needs" / "receipt.typ"


@transaction.atomic
def write_receipt(submission_id: int) -> StoredFile:
    """The receipt's PDF, in the owner's form of Norwegian; made now if it is not there yet, with the mails that tell of
    it. The row is locked, so two jobs make one file and one mail."""
    submission = (
        Submission.objects.select_for_update(of=("self",))
        .select_related("sent_by", "report__owner", "report__round__office", "report__round__scheme")
        .get(pk=submission_id)
    )
    if submission.receipt is not None:  # read now: a join is read before the lock, so it may be out of date
        return submission.receipt
    report = submission.report
    language = language_of(report.owner, report.round.office)
    with override(language):
        data = receipt_of(submission)
        title = f"{data['title']} – {data['owner']}"
        content = render_pdf(TEMPLATE, data, title=title, language=language, created_at=submission.received_at)
        name = _("receipt-%(year)s-%(number)s-%(sequence)s.pdf") % {
            "year": report.round.year,
            "number": report.number,
            "sequence": submission.sequence,
        }
    submission.receipt = store_file(name, content, "application/pdf", None)
    submission.save(update_fields=["receipt"])
    if report.origin != ReportOrigin.OFFICE:  # a report the office registers is told of by who registers it
        _tell(submission, language)
    return submission.receipt


def _tell(submission: Submission, default: str) -> None:
    people = {row.email: row.language or default for row in people_of_organisation(submission.report.owner_id)}
    for language in sorted(set(people.values())):
        with override(language):
            subject, body = _mail(submission)
        queue_mail([email for email, own in people.items() if own == language], subject, body)


def _mail(submission: Submission) -> tuple[str, str]:
    report = submission.report
    names = {
        "number": report.number,
        "title": report.title,
        "office": report.round.office.name,
        "when": to_the_second(submission.received_at),
        "amount": format_kroner(report.amount),
        "year": report.round.year,
        "by": submission.sent_by.name if submission.sent_by else "–",
    }
    first = _("%(office)s has received needs report %(number)s «%(title)s» on %(when)s. %(by)s sent it.")
    amount = _("The need in %(year)s is %(amount)s kroner.")
    address = full_address(reverse("own_needs:receipt", kwargs={"report_id": report.pk}))
    link = _("The receipt, with everything you answered:") + "\n" + address
    parts = [f"{first % names} {amount % names}", link, *_what_happens(submission)]
    return _("Received: needs report %(number)s «%(title)s»") % names, "\n\n".join(parts)


def _what_happens(submission: Submission) -> list[str]:
    """What comes next: until when it can be changed, and when the answer is due."""
    round_ = submission.report.round
    found = []
    closes, due = round_.needs_deadline, form_of(round_.scheme).dates.get("decision_due", "")
    if closes is not None and submission.received_at < closes:
        text = _("You can change it and send it again, or withdraw it, until %(when)s.")
        found.append(text % {"when": deadline(closes)})
    if due:
        text = _(
            "The county governor looks through the report, and writes to you if something is missing. You get an "
            "answer by %(day)s."
        )
        found.append(text % {"day": short_date(date.fromisoformat(due))})
    return found
