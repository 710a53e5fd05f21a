"""What is asked before a hearing opens, and before its answers are sent."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fordel.hearing.models import Hearing
from fordel.hearing.presentation.addresses import hearing_address
from fordel.hearing.selectors.hearings import inputs_of, invited_to
from fordel.hearing.services.hearing_rules import HEARINGS
from fordel.parties.models import Person
from fordel.plan.models import Plan
from fordel.plan.presentation.plan_page import plan_address
from fordel.plan.selectors.chapters import chapters_of
from fordel.plan.services.plans import PLANS
from fordel.shared.lifecycles import why_not
from fordel.shared.pages.steps import Link, Remark, Step


def _plans(plan: Plan) -> list[Link]:
    return [
        Link(_("Plan"), reverse("plan:plans", kwargs={"office": plan.office.slug})),
        Link(plan.title, plan_address("plan", plan)),
    ]


def open_step(plan: Plan, by: Person) -> Step:
    """Putting the plan to a hearing, and which chapters are not written."""
    empty = [each for each in chapters_of(plan) if not each.text]
    remarks = []
    if empty:
        text = ngettext("This chapter is empty:", "These chapters are empty:", len(empty))
        about = [Link(each.title, plan_address("chapter", plan, chapter=each.code)) for each in empty]
        remarks.append(Remark(text, about))
    return Step(
        question=_("Put «%(title)s» to a hearing?") % {"title": plan.title},
        button=_("Open the hearing"),
        happens=_(
            "The text and the themes are locked until the hearing closes. From the first day everybody can read them"
            " and give input. You choose whom you ask afterwards."
        ),
        way_back=_("There is none, but you can give more time. The plan can be written in again when it has closed."),
        back=plan_address("plan", plan),
        trail=_plans(plan),
        remarks=remarks,
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
        trail=[*_plans(hearing.plan), Link(_("Hearing"), back)],
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
        trail=[*_plans(hearing.plan), Link(_("Hearing"), back)],
        remarks=[Remark(_("They have not answered:"), [Link(each.name) for each in silent])] if silent else [],
        is_danger=False,
    )
