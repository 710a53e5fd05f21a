"""Makes a report ready to sign, takes it back, and begins or discards a corrected version."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from fordel.annual.models import AnnualComment, AnnualReport
from fordel.annual.notices import AnnualReportReady
from fordel.annual.selectors.layouts import needed_layout
from fordel.annual.selectors.live import live_content
from fordel.annual.selectors.reports import Versions, comments_of, versions_of
from fordel.annual.services.annual_rules import ANNUAL_REPORTS, next_role
from fordel.annual.services.lock import locked_report, locked_unsent, thaw
from fordel.annual.services.write import begun_report
from fordel.core.annual.content import content_hash, missing_comments
from fordel.notices.recipient import to_office
from fordel.notices.services.notify import notify
from fordel.parties.models import Person, Role
from fordel.programme.models import Round
from fordel.shared.audit import record
from fordel.shared.clock import now
from fordel.shared.errors import UserError
from fordel.shared.hands import hands_on, note_hand
from fordel.shared.lifecycles import advance, why_not


@transaction.atomic
def make_ready(round_: Round, person: Person) -> AnnualReport:
    """The report with its figures and comments frozen under their SHA-256; whoever signs first is notified. Raises
    UserError if a comment that the layout asks for is missing, or it has not opened."""
    report = locked_unsent(round_) or begun_report(round_, person)
    texts = {code: each.text for code, each in comments_of(report).items()}
    advance(ANNUAL_REPORTS, report, "finish", person, missing=missing_comments(needed_layout(round_.scheme), texts))
    report.content = dict(live_content(report.round, report.version, texts))
    report.sha256, report.ready_at = content_hash(report.content), now()
    report.save(update_fields=["state", "content", "sha256", "ready_at"])
    details = {"sha256": report.sha256}
    record("annual.report.ready", actor=person, subject=report, office=report.office_id, details=details)
    notify(to_office(report.round.office, [Role(next_role(report))]), AnnualReportReady(report))
    return report


def why_not_ready(round_: Round, current: AnnualReport | None, person: Person) -> UserError | None:
    """Why the report cannot be made ready now; None if it can. `current` is what the office works with, None if nothing
    is written."""
    report = current or AnnualReport(round=round_)
    texts = {code: each.text for code, each in comments_of(current).items()}
    missing = missing_comments(needed_layout(round_.scheme), texts)
    return why_not(ANNUAL_REPORTS, report, "finish", person, missing=missing)


@transaction.atomic
def take_back(report_id: int, person: Person) -> AnnualReport:
    """A draft again, with the figures of today; a signature no longer counts. Raises UserError once it is sent."""
    report = locked_report(report_id)
    advance(ANNUAL_REPORTS, report, "take_back", person)
    thaw(report, person)
    record("annual.report.taken_back", actor=person, subject=report, office=report.office_id)
    return report


def why_not_correct(versions: Versions) -> UserError | None:
    """Why a corrected version cannot be begun now; None if it can. No queries."""
    if versions.unsent is not None:
        return UserError(_("A version that is not sent exists already."), _("Open it, and change the comments there."))
    if versions.in_force is None:
        return UserError(_("The report is not sent yet."), _("Change the comments of the draft."))
    return None


@transaction.atomic
def begin_correction(round_: Round, person: Person) -> AnnualReport:
    """A new version with the comments of the one that is sent, which stays as it is. Whoever wrote in an earlier
    version has written in this one. Raises UserError if none is sent, or if a correction is begun already."""
    locked_unsent(round_)
    versions = versions_of(round_)
    if refused := why_not_correct(versions):
        raise refused
    sent = versions.sent[0]
    report = AnnualReport.objects.create(round=sent.round, version=sent.version + 1, begun_at=now())
    AnnualComment.objects.bulk_create(
        AnnualComment(
            report=report,
            section=each.section,
            text=each.text,
            written_at=each.written_at,
            written_by_id=each.written_by_id,
        )
        for each in sent.comments.all()
    )
    for hand in Person.objects.filter(pk__in=hands_on(sent)):
        note_hand(report, hand, "write")
    details = {"version": report.version}
    record("annual.report.correcting", actor=person, subject=report, office=report.office_id, details=details)
    return report


@transaction.atomic
def discard_correction(report_id: int, person: Person) -> AnnualReport:
    """The version that is sent stays in force. Raises UserError for a first version, and once it is ready."""
    report = locked_report(report_id)
    advance(ANNUAL_REPORTS, report, "discard", person)
    report.save(update_fields=["state"])
    record("annual.report.discarded", actor=person, subject=report, office=report.office_id)
    return report
