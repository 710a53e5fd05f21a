"""What is asked before the office returns, approves, extends or registers an outcome report."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fordel.core.money import format_kroner
from fordel.outcomes.models import OutcomeReport, Wish
from fordel.outcomes.presentation.addresses import office_address
from fordel.outcomes.selectors.outcome_list import OutcomeRow, Sent
from fordel.outcomes.services.outcome_rules import OUTCOMES
from fordel.parties.models import Person
from fordel.programme.models import Round
from fordel.shared.dates import deadline
from fordel.shared.errors import UserError
from fordel.shared.lifecycles import why_not
from fordel.shared.pages.steps import Link, Remark, Step


def _trail(outcome: OutcomeReport) -> Sequence[Link]:
    listed = reverse("outcome_office:list", kwargs={**outcome.round.where})
    title = f"{outcome.report.number} {outcome.report.title}"
    return [Link(_("Outcome reports"), listed), Link(title, office_address(outcome))]


def return_step(outcome: OutcomeReport, by: Person) -> Step:
    """Back to the owner."""
    return Step(
        question=_("Return the report to the owner?"),
        button=_("Return the report"),
        happens=_("The owner gets your words by mail, and can change the report until the day you choose."),
        way_back=_("There is none. The owner sends the report again, changed or not."),
        back=office_address(outcome),
        trail=_trail(outcome),
        is_danger=False,
        refusal=why_not(OUTCOMES, outcome, "return", by, without=("reason", "reply_by")),
    )


def approve_step(outcome: OutcomeReport, by: Person, remarks: Sequence[str]) -> Step:
    """Approved; `remarks` are what the report was found to lack."""
    found = [Remark(text) for text in remarks]
    if outcome.unused:
        words = {"amount": format_kroner(outcome.unused), "wish": str(Wish(outcome.wish).label)}
        found.insert(0, Remark(_("%(amount)s kroner is not used. The owner's wish: %(wish)s.") % words))
    return Step(
        question=_("Approve the report?"),
        button=_("Approve the report"),
        happens=_("The owner and its partners get your answer by mail. The report can no longer be changed."),
        way_back=_("There is none."),
        back=office_address(outcome),
        trail=_trail(outcome),
        remarks=found,
        is_danger=False,
        refusal=why_not(OUTCOMES, outcome, "approve", by),
    )


def approve_many_step(round_: Round, sent: Sent, back: str) -> Step:
    """Approved as they are; the others stay where they are."""
    text = ngettext(
        "%(count)s report has no remark and no open question. It is approved:",
        "%(count)s reports have no remark and no open question. They are approved:",
        len(sent.ready),
    )
    remarks = [Remark(text % {"count": len(sent.ready)}, [_link(round_, row) for row in sent.ready])]
    if unused := sum(row.unused or 0 for row in sent.ready):
        remarks.append(Remark(_("%(amount)s kroner of their grants is not used.") % {"amount": format_kroner(unused)}))
    if sent.to_look_at:
        text = ngettext(
            "%(count)s report stays: look at it by itself.",
            "%(count)s reports stay: look at them one by one.",
            len(sent.to_look_at),
        )
        remarks.append(Remark(text % {"count": len(sent.to_look_at)}, [_link(round_, row) for row in sent.to_look_at]))
    question = ngettext("Approve %(count)s report?", "Approve %(count)s reports?", len(sent.ready))
    nothing = UserError(
        _("No report can be approved without being looked at."),
        _("They have remarks or open questions, or you have written them. Open them one by one."),
    )
    return Step(
        question=question % {"count": len(sent.ready)} if sent.ready else _("Approve those without remarks"),
        button=_("Approve them"),
        happens=_("The owners and their partners get your answer by mail. The reports can no longer be changed."),
        way_back=_("There is none."),
        back=back,
        trail=[Link(_("Outcome reports"), back)],
        remarks=remarks if sent.ready else (),
        is_danger=False,
        refusal=None if sent.ready else nothing,
    )


def _link(round_: Round, row: OutcomeRow) -> Link:
    address = reverse("outcome_office:report", kwargs={**round_.where, "outcome_id": row.pk})
    return Link(f"{row.number} {row.title}, {row.owner}", address)


def extend_step(outcome: OutcomeReport, by: Person) -> Step:
    """A later deadline for this report alone."""
    until = {"until": deadline(outcome.reply_by or outcome.closes)}
    return Step(
        question=_("Give the owner a later deadline?"),
        button=_("Set the deadline"),
        happens=_("The deadline is %(until)s now. The owner is notified of the new one by mail.") % until,
        way_back=_("It can be moved to a later day, not to an earlier one."),
        back=office_address(outcome),
        trail=_trail(outcome),
        is_danger=False,
        refusal=why_not(OUTCOMES, outcome, "extend", by, without=("later",)),
    )


def register_step(outcome: OutcomeReport, by: Person) -> Step:
    """The office writes for the owner."""
    return Step(
        question=_("Register the report on behalf of the owner?"),
        button=_("Write the report"),
        happens=_("You write and send it, whatever the deadline. Somebody else at the office must approve it."),
        way_back=_("There is none, but the owner can write in it too until it is sent."),
        back=office_address(outcome),
        trail=_trail(outcome),
        is_danger=False,
        refusal=why_not(OUTCOMES, outcome, "register", by),
    )
