"""What is asked before a hearing opens, and before its answers are sent."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fordel.hearing.models import Hearing
from fordel.hearing.presentation.addresses import hearing_address
from fordel.hearing.selectors.hearings import inputs_of, invited_to
from fordel.hearing.services.hearing_rules import HEARINGS
from fordel.parties.models import Person
from fordel.plan.models import Plan
from fordel.plan.presentation.plan_page import plan_address
from fordel.plan.presentation.steps import empty_chapters, plan_trail
from fordel.plan.services.plans import PLANS
from fordel.shared.lifecycles import why_not
from fordel.shared.pages.steps import Link, Remark, Step


def open_step(plan: Plan, by: Person) -> Step:
    """Putting the plan to a hearing, and which chapters are not written."""
    return Step(
        question=_("Put «%(title)s» to a hearing?") % {"title": plan.title},
        button=_("Open the hearing"),
        happens=_(
            "The text and the themes are locked until the hearing closes. From the first day everybody can read them"
            " and give input. You choose whom you ask afterwards."
        ),
        way_back=_("There is none, but you can give more time. The plan can be written in again when it has closed."),
        back=plan_address("plan", plan),
        trail=plan_trail(plan),
        remarks=empty_chapters(plan),
        is_danger=False,
        refusal=why_not(PLANS, plan, "open_hearing", by),
    )


def answer_step(hearing: Hearing, by: Person) -> Step:
    """Sending the answers to everybody."""
    count = inputs_of(hearing).count()
    happens = ngettext(
        "Whoever gave the one input gets an e-mail with a link to the answers.",
        "Those who gave the %(count)s inputs get an e-mail each with a link to the answers.",
        count,
    ) % {"count": count}
    shown = (
        _("The input and the answers are shown to everybody.")
        if hearing.publishes_input
        else _("The input is not published.")
    )
    back = hearing_address("work", hearing)
    return Step(
        question=_("Send the answers?"),
        button=_("Send the answers"),
        happens=" ".join((happens, shown, _("No more input is received here."))),
        way_back=_("There is none. The answers cannot be changed afterwards."),
        back=back,
        trail=[*plan_trail(hearing.plan), Link(_("Hearing"), back)],
        refusal=why_not(HEARINGS, hearing, "answer", by),
    )


def remind_step(hearing: Hearing) -> Step:
    """Reminding those who have not answered."""
    silent = [each for each in invited_to(hearing) if each.asked_at is not None and not each.has_answered]
    back = hearing_address("work", hearing)
    return Step(
        question=_("Remind those who have not answered?"),
        button=_("Send the reminder"),
        happens=ngettext("%(count)s gets an e-mail.", "%(count)s get an e-mail.", len(silent)) % {"count": len(silent)},
        way_back=_("There is none: an e-mail that is sent is sent."),
        back=back,
        trail=[*plan_trail(hearing.plan), Link(_("Hearing"), back)],
        remarks=[Remark(_("They have not answered:"), [Link(each.name) for each in silent])] if silent else [],
        is_danger=False,
    )
