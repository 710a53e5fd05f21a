"""Saves what the office says in a section; the first comment begins the report."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from fordel.annual.models import AnnualComment, AnnualReport, AnnualState
from fordel.annual.selectors.reports import Written, comments_of
from fordel.annual.services.annual_rules import ANNUAL_REPORTS
from fordel.annual.services.lock import locked_unsent, thaw
from fordel.core.annual.layout import Section
from fordel.parties.models import Person
from fordel.programme.models import Round
from fordel.shared.audit import record
from fordel.shared.clock import now
from fordel.shared.errors import UserError
from fordel.shared.fields import fitting
from fordel.shared.lifecycles import advance


class CommentChangedError(UserError):
    """Somebody has saved another text in the meantime: `saved` is what the section says now."""

    def __init__(self, saved: Written) -> None:
        super().__init__(
            _("Somebody has changed this comment since you opened the page."),
            _("Both texts are below, and yours is not saved. Put them together, and save again."),
        )
        self.saved = saved


@transaction.atomic
def save_comment(round_: Round, section: Section, seen: int, text: str, person: Person) -> None:
    """Save what the person has written in the section. `seen` is the version that the person read, 0 for none.

    A report that was ready or signed by one becomes a draft again, and the signature no longer counts. Raises UserError
    that names the field, CommentChangedError if `seen` is out of date, and UserError if the report is sent or has not
    opened. Nothing is saved then.
    """
    text = fitting(text.strip(), section.most, "text")
    report = locked_unsent(round_)
    if report is None:
        _require_none_sent(round_)
    found = comments_of(report).get(section.code, Written())
    if text == found.text:
        return
    if found.version != seen:
        raise CommentChangedError(found)
    report = report or begun_report(round_, person)
    was_frozen = report.state != AnnualState.DRAFT
    advance(ANNUAL_REPORTS, report, "write", person)
    if was_frozen:
        thaw(report, person)
    values = {"text": text, "version": seen + 1, "written_at": now(), "written_by": person}
    AnnualComment.objects.update_or_create(report=report, section=section.code, defaults=values)
    record(
        "annual.report.commented",
        actor=person,
        subject=report,
        office=report.office_id,
        details={"section": section.code, "length": len(text)},
    )


def begun_report(round_: Round, person: Person) -> AnnualReport:
    """The first version, when there is none; the round is held. Raises UserError if one is sent."""
    _require_none_sent(round_)
    report = AnnualReport.objects.create(round=round_, version=1, begun_at=now())
    record("annual.report.begun", actor=person, subject=report, office=report.office_id, details={"version": 1})
    return report


def _require_none_sent(round_: Round) -> None:
    sent = AnnualReport.objects.filter(round=round_.pk, state=AnnualState.SENT).first()
    if sent is not None:
        sent.round = round_
        raise ANNUAL_REPORTS.refusal(sent, "write")
