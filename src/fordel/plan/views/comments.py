"""Comments on the words of a chapter, beside its text."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from fordel.core.lifecycle import PLAN
from fordel.plan.forms import AnswerForm, CommentForm
from fordel.plan.models import Plan
from fordel.plan.permissions import comments_on_plans, writes_plans
from fordel.plan.presentation.plan_page import plan_address
from fordel.plan.selectors.chapters import Chapter, chapters_of
from fordel.plan.selectors.plans import plan_from_url
from fordel.plan.services.document import PLAN_KIND
from fordel.shared.access import PageRequest, access
from fordel.shared.pages.answers import is_pressed, render_or_error, save_or_show, sent
from fordel.writing.models import Comment
from fordel.writing.presentation.comments import comments_shown
from fordel.writing.selectors.comments import comments_of
from fordel.writing.services.comments import (
    LONGEST_QUOTE,
    accept_suggestion,
    add_comment,
    answer_comment,
    close_comment,
)


def _chapter(plan: Plan, code: str) -> Chapter:
    """The chapter of the address. Raises Http404."""
    found = next((each for each in chapters_of(plan) if each.code == code), None)
    if found is None:
        raise Http404
    return found


def _comment(plan: Plan, comment_id: int) -> Comment:
    """The comment of the address. Raises Http404."""
    found = Comment.objects.filter(document=plan.pk, pk=comment_id).select_related("author", "decided_by").first()
    if found is None:
        raise Http404
    return found


@access(comments_on_plans, target=plan_from_url)
def comments(request: PageRequest[Plan], office: str, plan_id: int, chapter: str) -> HttpResponse:
    """The chapter with what is said of it, and a new comment."""
    plan, found = request.target, _chapter(request.target, chapter)
    form = CommentForm(sent(request), initial={"quote": request.GET.get("ord", "")[:LONGEST_QUOTE]})

    def save() -> HttpResponse:
        add_comment(PLAN_KIND, plan.pk, chapter, form.written(), request.actor.person_or_refuse)
        messages.success(request, _("The comment is added."))
        return HttpResponseRedirect(plan_address("comments", plan, chapter=chapter))

    def show() -> HttpResponse:
        context = {
            "plan": plan,
            "office": plan.office,
            "chapter": found,
            "comments": comments_shown(found.text, comments_of(plan.pk, chapter)),
            "form": form,
            "is_open": PLAN.allows(plan.state, "change"),
        }
        return render_or_error(request, "plan/comments.html", context, form)

    return save_or_show(request, form, save, show)


@access(comments_on_plans, target=plan_from_url)
def comment(request: PageRequest[Plan], office: str, plan_id: int, comment_id: int) -> HttpResponse:
    """One comment: answered, closed, or its suggestion accepted."""
    plan, found, person = request.target, _comment(request.target, comment_id), request.actor.person_or_refuse
    form = AnswerForm(sent(request))

    def save() -> HttpResponse:
        if is_pressed(request, "accept"):
            writes_plans.require(request.actor, plan)
            accept_suggestion(PLAN_KIND, found, person)
        elif is_pressed(request, "close"):
            close_comment(found, person)
        else:
            answer_comment(found, form.cleaned_data["answer"], person)
        messages.success(request, _("It is saved."))
        return HttpResponseRedirect(f"{plan_address('comments', plan, chapter=found.key)}#comment-{found.pk}")

    def show() -> HttpResponse:
        shown = comments_shown(_chapter(plan, found.key).text, [found])[0]
        may_accept = shown.row.suggests and shown.is_on_text and writes_plans(request.actor, plan).allowed
        context = {"plan": plan, "office": plan.office, "shown": shown, "form": form, "may_accept": may_accept}
        return render_or_error(request, "plan/comment.html", context, form)

    return save_or_show(request, form, save, show)
