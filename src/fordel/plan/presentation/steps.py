"""What is asked before a plan enters into force, or before it, a chapter or a theme goes away."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from fordel.parties.models import Person
from fordel.plan.models import Plan, PlanTheme
from fordel.plan.presentation.corrections import CorrectionShown
from fordel.plan.presentation.plan_page import plan_address, scheme_names
from fordel.plan.selectors.chapters import chapters_of
from fordel.plan.selectors.plans import plan_in_force, rounds_without_plan, scheme_choices, schemes_of
from fordel.plan.services.corrections import CORRECTIONS
from fordel.plan.services.plans import PLANS
from fordel.shared.lifecycles import why_not
from fordel.shared.pages.steps import Link, Remark, Step
from fordel.shared.sentences import listed


def plan_trail(plan: Plan) -> list[Link]:
    """The way from the plans of the office to the plan."""
    return [
        Link(_("Plan"), reverse("plan:plans", kwargs={"office": plan.office.slug})),
        Link(plan.title, plan_address("plan", plan)),
    ]


def force_step(plan: Plan, by: Person) -> Step:
    """Bringing the plan into force: what it replaces, which years follow it, and what is not written."""
    happens = [
        _("The plan is shown to everybody, and its text and themes can no longer be changed."),
        _("Years of %(schemes)s that open from now on follow it: owners choose between its themes.")
        % {"schemes": listed(scheme_names(schemes_of(plan, scheme_choices())))},
    ]
    open_years = [str(round_.year) for round_ in rounds_without_plan(plan)]
    if open_years:
        happens.append(_("So does %(years)s, which follows no plan yet.") % {"years": listed(open_years)})
    replaced = {plan_in_force(plan.office_id, each.slug) for each in plan.schemes.all()} - {None}
    for former in sorted((each for each in replaced if each is not None), key=lambda each: each.pk):
        happens.append(
            _("It replaces «%(title)s», which can still be read. Years that follow that plan keep its themes.")
            % {"title": former.title}
        )
    return Step(
        question=_("Bring «%(title)s» into force?") % {"title": plan.title},
        button=_("Bring into force"),
        happens=" ".join(happens),
        way_back=_("There is none. A new plan can replace it."),
        back=plan_address("plan", plan),
        trail=plan_trail(plan),
        remarks=empty_chapters(plan),
        more=[Link(_("Read the whole plan"), plan_address("plan", plan))],
        refusal=why_not(PLANS, plan, "enter", by, without=("adopted",)),
    )


def propose_step(plan: Plan, by: Person) -> Step:
    """Putting the plan before the forum: what is locked, and what is not written."""
    return Step(
        question=_("Put «%(title)s» before the forum?") % {"title": plan.title},
        button=_("Lock the text"),
        happens=_(
            "The text and the themes are locked, and kept with a checksum. The members of the forum can read the plan."
            " Then you put it on the agenda of a meeting."
        ),
        way_back=_("You can take it back and change it until the forum has adopted it."),
        back=plan_address("plan", plan),
        trail=plan_trail(plan),
        remarks=empty_chapters(plan),
        is_danger=False,
        refusal=why_not(PLANS, plan, "propose", by),
    )


def take_back_step(plan: Plan, by: Person) -> Step:
    """Opening the text again before the forum has adopted it."""
    return Step(
        question=_("Take «%(title)s» back from the forum?") % {"title": plan.title},
        button=_("Take it back"),
        happens=_(
            "The text and the themes can be changed again, and the members can no longer read the plan here. The case"
            " and its paper stay on the agenda of the meeting."
        ),
        way_back=_("Put it before the forum again. What the members were shown is kept."),
        back=plan_address("plan", plan),
        trail=plan_trail(plan),
        refusal=why_not(PLANS, plan, "take_back", by),
    )


def approve_step(shown: CorrectionShown, by: Person) -> Step:
    """Making a correction that another person has written."""
    correction = shown.row
    plan = correction.plan
    words = _("In «%(where)s», «%(wrong)s» becomes «%(right)s».") % {
        "where": shown.where,
        "wrong": correction.wrong,
        "right": correction.right,
    }
    kept = _(
        "A new version is kept with its checksum, and the page of the plan says what was corrected and when. Years that"
        " already follow the plan keep its themes as they were when they opened."
    )
    return Step(
        question=_("Make this correction in «%(title)s»?") % {"title": plan.title},
        button=_("Make the correction"),
        happens=f"{words} {kept}",
        way_back=_("Write a new correction. What was corrected stays in the history."),
        back=plan_address("corrections", plan),
        trail=plan_trail(plan),
        remarks=[Remark(_("The note says: %(note)s") % {"note": correction.note})],
        is_danger=False,
        refusal=why_not(CORRECTIONS, correction, "approve", by, plan=plan),
    )


def withdraw_step(shown: CorrectionShown, by: Person) -> Step:
    """Leaving a correction."""
    plan = shown.row.plan
    return Step(
        question=_("Withdraw the correction in «%(where)s»?") % {"where": shown.where},
        button=_("Withdraw it"),
        happens=_("The correction is not made. The plan stays as it is."),
        way_back=_("Write it again."),
        back=plan_address("corrections", plan),
        trail=plan_trail(plan),
        refusal=why_not(CORRECTIONS, shown.row, "withdraw", by),
    )


def empty_chapters(plan: Plan) -> list[Remark]:
    """That chapters are not written, and which."""
    empty = [each for each in chapters_of(plan) if not each.text]
    if not empty:
        return []
    text = ngettext("This chapter is empty:", "These chapters are empty:", len(empty))
    return [Remark(text, [Link(each.title, plan_address("chapter", plan, chapter=each.code)) for each in empty])]


def discard_step(plan: Plan, by: Person) -> Step:
    return Step(
        question=_("Discard «%(title)s»?") % {"title": plan.title},
        button=_("Discard the plan"),
        happens=_("The draft goes away for everybody. What was written is kept in the log of the document."),
        way_back=_("There is none. A new plan can be begun."),
        back=plan_address("plan", plan),
        trail=plan_trail(plan),
        refusal=why_not(PLANS, plan, "discard", by),
    )


def chapter_step(plan: Plan, title: str, by: Person) -> Step:
    """Taking a chapter out."""
    return Step(
        question=_("Take «%(title)s» out of the plan?") % {"title": title},
        button=_("Take it out"),
        happens=_("The chapter and its text are no longer in the plan."),
        way_back=_("Add a chapter again. The text stays in the history of the plan."),
        back=plan_address("outline", plan),
        trail=plan_trail(plan),
        refusal=why_not(PLANS, plan, "change", by),
    )


def theme_step(theme: PlanTheme, by: Person) -> Step:
    """Taking a theme out."""
    plan = theme.plan
    return Step(
        question=_("Take the theme «%(name)s» out of the plan?") % {"name": theme.name(get_language() or "nb")},
        button=_("Take it out"),
        happens=_("Owners cannot choose it in years that follow this plan. Earlier years are as they were."),
        way_back=_("Add the theme again."),
        back=plan_address("themes", plan),
        trail=plan_trail(plan),
        refusal=why_not(PLANS, plan, "change", by),
    )
