"""The chapters of a draft: their order, and each to write in."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fordel.core.lifecycle import PLAN
from fordel.plan.forms import ChapterForm
from fordel.plan.models import Plan
from fordel.plan.permissions import reads_drafts, writes_plans
from fordel.plan.presentation.history import plan_history
from fordel.plan.presentation.plan_page import plan_address, view_of
from fordel.plan.presentation.steps import chapter_step
from fordel.plan.presentation.versions import compared
from fordel.plan.selectors.plans import plan_from_url
from fordel.plan.services.document import PLAN_KIND
from fordel.plan.services.outline import add_chapter, move_chapter, remove_chapter, rename_chapter
from fordel.shared.access import PageRequest, access
from fordel.shared.pages.answers import pressed, render_or_error, save_or_show, sent
from fordel.shared.pages.steps import ask_first
from fordel.writing.presentation.document_page import page_context
from fordel.writing.selectors.comments import open_comments
from fordel.writing.views import live
from fordel.writing.views.part import SavedPart, next_address, note_reader, save_part, stays_on_part


def _title_of(plan: Plan, code: str) -> str:
    """The title of the chapter. Raises Http404."""
    title = next((str(chapter["title"]) for chapter in plan.outline if chapter["code"] == code), "")
    if not title:
        raise Http404
    return title


@access(writes_plans, target=plan_from_url)
def write(request: PageRequest[Plan], office: str, plan_id: int, chapter: str) -> HttpResponse:
    """One chapter to write. It is saved by «Neste» also without script; what was typed is never thrown away."""
    plan, person = request.target, request.actor.person_or_refuse
    view = view_of(plan, person)
    chosen = view.part(chapter)
    if chosen is None:
        raise Http404
    if not PLAN.allows(plan.state, "change"):
        return HttpResponseRedirect(plan_address("plan", plan))
    saved = SavedPart()
    if request.method == "POST":
        saved = save_part(request, PLAN_KIND, plan.pk, view, chosen)
        before, view = view, view_of(plan, person)
        if not stays_on_part(saved, view, chapter):
            return HttpResponseRedirect(next_address(request.POST, before, view, chapter, plan_address("plan", plan)))
    note_reader(saved, plan.pk, person.pk, chapter)
    context = page_context(view, chapter, checked=request.method == "POST") | {
        "plan": plan,
        "office": plan.office,
        "error": saved.error,
        "may_write": True,
        "chapter": chapter,
        "comment_count": open_comments(plan.pk).get(chapter, 0),
    }
    context |= {"is_refused": bool(saved.error or context["errors"])}
    return render(request, "plan/chapter.html", context, status=409 if saved.error else 200)


@require_POST
@access(writes_plans, target=plan_from_url)
def save(request: PageRequest[Plan], office: str, plan_id: int) -> JsonResponse:
    """Store the fields, or keep them as conflicts."""
    return live.save(request, PLAN_KIND, plan_id)


@require_POST
@access(writes_plans, target=plan_from_url)
def here(request: PageRequest[Plan], office: str, plan_id: int) -> JsonResponse:
    """Where the person is; answers who else is here."""
    return live.here(request, plan_id)


@access(writes_plans, target=plan_from_url)
def outline(request: PageRequest[Plan], office: str, plan_id: int) -> HttpResponse:
    """The chapters in order, and a new one."""
    plan = request.target
    form = ChapterForm(sent(request))

    def add() -> HttpResponse:
        code = add_chapter(plan, form.cleaned_data["title"], request.actor.person_or_refuse)
        messages.success(request, _("The chapter is added."))
        return HttpResponseRedirect(f"{plan_address('outline', plan)}#chapter-{code}")

    context = {"plan": plan, "office": plan.office, "form": form, "writes": PLAN.allows(plan.state, "change")}
    return save_or_show(request, form, add, lambda: render_or_error(request, "plan/outline.html", context, form))


@access(writes_plans, target=plan_from_url)
def rename(request: PageRequest[Plan], office: str, plan_id: int, chapter: str) -> HttpResponse:
    """Another title for a chapter."""
    plan = request.target
    title = _title_of(plan, chapter)
    form = ChapterForm(sent(request), initial={"title": title})

    def save() -> HttpResponse:
        rename_chapter(plan, chapter, form.cleaned_data["title"], request.actor.person_or_refuse)
        messages.success(request, _("It is saved."))
        return HttpResponseRedirect(f"{plan_address('outline', plan)}#chapter-{chapter}")

    words = {"title": _("Another title"), "crumb": _("Another title"), "button": _("Save")}
    context = {"plan": plan, "office": plan.office, "form": form} | words
    return save_or_show(request, form, save, lambda: render_or_error(request, "plan/form.html", context, form))


@require_POST
@access(writes_plans, target=plan_from_url)
def move(request: PageRequest[Plan], office: str, plan_id: int, chapter: str) -> HttpResponse:
    """Moves a chapter up or down."""
    plan = request.target
    move_chapter(plan, chapter, -1 if pressed(request, "way") == "up" else 1, request.actor.person_or_refuse)
    return HttpResponseRedirect(f"{plan_address('outline', plan)}#chapter-{chapter}")


@access(writes_plans, target=plan_from_url)
def remove(request: PageRequest[Plan], office: str, plan_id: int, chapter: str) -> HttpResponse:
    """Asks, and takes a chapter out."""
    plan, person = request.target, request.actor.person_or_refuse

    def carry_out() -> HttpResponse:
        remove_chapter(plan, chapter, person)
        messages.success(request, _("The chapter is taken out."))
        return HttpResponseRedirect(plan_address("outline", plan))

    return ask_first(request, chapter_step(plan, _title_of(plan, chapter), person), carry_out)


@access(reads_drafts, target=plan_from_url)
def versions(request: PageRequest[Plan], office: str, plan_id: int) -> HttpResponse:
    """Two versions that were kept, beside each other."""
    plan = request.target
    found = compared(plan, request.GET.get("fra", "")[:10], request.GET.get("til", "")[:10])
    return render(request, "plan/versions.html", {"plan": plan, "office": plan.office, "found": found})


@access(reads_drafts, target=plan_from_url)
def history(request: PageRequest[Plan], office: str, plan_id: int) -> HttpResponse:
    """What was written, by whom and when, and what differs from the former plan."""
    plan = request.target
    key = request.GET.get("felt", "")[:80]
    found = plan_history(plan, key, request.GET.get("side"))
    context = {
        "plan": plan,
        "office": plan.office,
        "changes": found.changes,
        "history": found.fields,
        "page": found.fields.page,
        "page_query": f"{urlencode({'felt': key})}&" if key else "",
    }
    return render(request, "plan/history.html", context)
