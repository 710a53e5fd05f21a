"""The forum deals with a long-term plan as a case of a meeting, and adopts it there."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from fordel.core.lifecycle import PLAN
from fordel.forum.adoption.selectors.plan_cases import PlanCase, cases_of, is_undecided, last_vote
from fordel.forum.seats.selectors.report_subject import subject_of_plan
from fordel.meetings.models import AgendaItem, Meeting
from fordel.meetings.plugs.hooks import why_not_end
from fordel.meetings.selectors.meetings import day_of
from fordel.meetings.services.change_agenda import Case, add_item
from fordel.meetings.services.keep_papers import add_paper
from fordel.meetings.services.lock_meeting import locked_meeting
from fordel.meetings.services.minutes import write_line
from fordel.parties.models import Person
from fordel.parties.selectors.language import language_of_office
from fordel.plan.documents.plan_files import plan_pdf
from fordel.plan.models import Plan
from fordel.plan.services.adoption import adopt_plan
from fordel.plan.services.document import locked_plan
from fordel.shared.errors import UserError

MINUTES = 30


def put_on_agenda(plan: Plan, meeting: Meeting | None, by: Person) -> AgendaItem:
    """The case about the plan in the meeting, with the plan itself as its paper. Again with the same text changes
    nothing. Raises UserError; call it outside a transaction, because the paper is scanned."""
    if not PLAN.allows(plan.state, "adopt"):
        raise UserError(_("The plan is not put before the forum."), _("Lock its text first."))
    if meeting is None or meeting.office_id != plan.office_id:
        raise UserError(_("Choose the meeting."), _("Its agenda must still be open."), "meeting")
    content, subject = plan_pdf(plan), subject_of_plan(plan.pk)
    with override(language_of_office(plan.office)):
        title = _("Long-term plan: %(title)s") % {"title": plan.title}
        text = _("The forum decides whether to adopt the plan for %(years)s.") % {"years": plan.years}
        item = meeting.items.filter(subject=subject, closed_at__isnull=True).first()
        item = item or add_item(meeting, Case(title, text, MINUTES, subject), by)
        name = _("Plan %(years)s") % {"years": plan.years}
    if not _has_paper(item, plan):
        add_paper(meeting, f"{name}.pdf", content, by, title=plan.title, item=item)
    return item


def _has_paper(item: AgendaItem, plan: Plan) -> bool:
    """Whether the case has a paper from after the text was locked, so the one that the plan is in now."""
    return item.papers.filter(title=plan.title[:160], added_at__gte=plan.proposed_at).exists()


@transaction.atomic
def adopt_in_meeting(plan: Plan, case_id: int, by: Person) -> None:
    """The plan is adopted on the day of the meeting, and the minutes say so. Raises UserError until the forum has dealt
    with the case, while a vote is open, and if the last vote in it gave no result."""
    found = locked_plan(plan.pk)
    case = next((each for each in cases_of(found) if each.item.pk == case_id and each.has_treated), None)
    if case is None:
        raise UserError(
            _("Choose the meeting in which the forum adopted the plan."),
            _("It must have opened the case about the plan, and its minutes be open."),
            "case",
        )
    meeting = locked_meeting(case.meeting.pk)
    if reason := why_not_adopt(case):
        raise UserError(reason, _("Nothing was changed."), "case")
    version = adopt_plan(found.pk, day_of(meeting), meeting.title, by)
    with override(language_of_office(meeting.office)):
        words = _("The forum adopted the long-term plan «%(title)s» for %(years)s. Checksum (SHA-256): %(sha256)s.")
        line = words % {"title": found.title, "years": found.years, "sha256": version.sha256}
    write_line(meeting, line, item=case.item, kind="decision", by=by)


def why_not_adopt(case: PlanCase) -> str:
    """Why the plan cannot be adopted in the case now, or ''. Two queries."""
    if reason := why_not_end(case.meeting):
        return reason
    vote = last_vote(case.item)
    if is_undecided(vote):
        return _("The vote in the case ended without a result.")
    return ""
