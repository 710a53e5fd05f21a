"""The office's page about one report, and everything that is done from it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, Unpack

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from fordel.parties.actors import actor_in
from fordel.parties.models import Person, Role
from fordel.programme.where import RoundKeys
from fordel.reports.casework.forms import (
    AssignForm,
    MessageForm,
    NoteForm,
    RefuseForm,
    ReturnForm,
    SeenForm,
    end_of,
)
from fordel.reports.casework.presentation.report_page import report_context
from fordel.reports.casework.selectors.files import ReportFile, attachment_from_url, original_from_url
from fordel.reports.casework.selectors.saved_views import officers_of
from fordel.reports.casework.services.bulk import assign_reports
from fordel.reports.casework.services.change_state import change_state
from fordel.reports.casework.services.messages import ask_owner, read_answers, write_note
from fordel.reports.models import NeedsReport, ReportState
from fordel.reports.permissions import changes_reports, reads_for_forum, reads_reports
from fordel.reports.selectors.report_page import report_from_url
from fordel.reports.views.member_pages import member_report
from fordel.shared.access import PageRequest, access
from fordel.shared.fields import id_from_form
from fordel.shared.files import stored_file_answer
from fordel.shared.pages.answers import pressed, render_or_error, save_or_show, sent
from fordel.shared.pages.forms import PageForm

Work = Callable[[NeedsReport, Person], str]


@access(reads_for_forum, target=report_from_url)
def report(request: PageRequest[NeedsReport], number: int, **keys: Unpack[RoundKeys]) -> HttpResponse:
    if request.actor.is_in(Role.FORUM_MEMBER):
        return member_report(request, request.target)
    return _page(request, request.target)


def _page(request: HttpRequest, found: NeedsReport, sent_form: PageForm | None = None) -> HttpResponse:
    """The page; `sent_form` is the form of it that was refused, and keeps what was typed."""
    context = report_context(found, actor_in(request))
    forms = _forms_on_the_page(context)
    if sent_form is not None:
        name = _NAMES.get(type(sent_form), "")
        if name in forms:
            forms[name] = sent_form
        elif name:
            texts = (sent_form.cleaned_data.get(field, "") for field in ("reason", "message", "note"))
            context["typed_left"] = "\n".join(filter(None, texts))
    context |= {"form": sent_form, "forms": forms}
    return render_or_error(request, "reports/casework/report.html", context, sent_form)


_NAMES: Final[dict[type[PageForm], str]] = {
    MessageForm: "message",
    NoteForm: "note",
    ReturnForm: "return",
    RefuseForm: "refuse",
    AssignForm: "assign",
}


def _forms_on_the_page(context: dict[str, Any]) -> dict[str, PageForm]:
    """What can be filled in, by what the report allows now."""
    if not context["may_change"]:
        return {}
    found: dict[str, PageForm] = {"note": NoteForm()}
    if context["why_locked"]:
        return found
    report, seen = context["report"], context["log"].token
    first, suggested = context["first_day"], context["suggested_day"]
    if "return" in context["verbs"]:
        found["return"] = ReturnForm(seen=seen, auto_id="%s-return", first=first, reply_by=suggested)
    if "refuse" in context["verbs"]:
        found["refuse"] = RefuseForm(seen=seen, auto_id="%s-refuse")
    if report.state != ReportState.WITHDRAWN:
        found["message"] = MessageForm(seen=seen, first=first, answer_by=suggested)
    if len(context["officers"]) > 1:
        found["assign"] = AssignForm(None, context["officers"], report.assigned_to_id)
    return found


def _done(request: PageRequest[NeedsReport], work: Work, form: PageForm) -> HttpResponse:
    """Does the work and says what became of it, or shows the page again with what is wrong."""
    found = request.target

    def save() -> HttpResponse:
        messages.success(request, work(found, request.actor.person_or_refuse))
        return redirect("reports:report", **found.round.where, number=found.number)

    def show() -> HttpResponse:
        return _page(request, report_from_url(**found.round.where, number=found.number), form)

    return save_or_show(request, form, save, show)


def _told(count: int) -> str:
    if not count:
        return _("The owner has nobody in Fordel yet, so no mail was sent. Write to them in another way too.")
    return ngettext("%(count)s person at the owner gets mail.", "%(count)s people at the owner get mail.", count) % {
        "count": count
    }


@require_POST
@access(changes_reports, target=report_from_url)
def report_state(request: PageRequest[NeedsReport], number: int, **keys: Unpack[RoundKeys]) -> HttpResponse:
    """Accepts, sends back, refuses, calls back or opens again, whichever `verb` says."""
    verb = pressed(request, "verb")
    form: PageForm
    if verb == "return":
        form = ReturnForm(sent(request), auto_id="%s-return")
    elif verb == "refuse":
        form = RefuseForm(sent(request), auto_id="%s-refuse")
    else:
        form = SeenForm(sent(request))

    def work(found: NeedsReport, person: Person) -> str:
        typed = form.cleaned_data
        told = change_state(
            found.pk,
            verb,
            person,
            seen=typed["seen"],
            reason=typed.get("reason", ""),
            reply_by=end_of(typed.get("reply_by")),
        )
        texts = {
            "accept": _("The report is ready for the forum."),
            "return": _("The report is sent back to the owner."),
            "refuse": _("The report is marked as not eligible, and does not count."),
            "call_back": _("The report is called back and can be handled again."),
            "reopen": _("The report is open again."),
        }
        return f"{texts[verb]} {_told(told)}"

    return _done(request, work, form)


@require_POST
@access(changes_reports, target=report_from_url)
def report_assign(request: PageRequest[NeedsReport], number: int, **keys: Unpack[RoundKeys]) -> HttpResponse:
    """Assigns to oneself in one press, to another officer, or to nobody."""
    to, form = pressed(request, "to"), AssignForm(sent(request), officers_of(request.target.office_id))

    def work(found: NeedsReport, person: Person) -> str:
        chosen = person.pk if to == "me" else None if to == "nobody" else id_from_form(to)
        done = assign_reports(found.round, [found.pk], chosen, person)
        if done.skipped:
            return done.skipped[0].reason
        return _("Nobody has the report now.") if chosen is None else _("The report is assigned.")

    return _done(request, work, form)


@require_POST
@access(changes_reports, target=report_from_url)
def report_message(request: PageRequest[NeedsReport], number: int, **keys: Unpack[RoundKeys]) -> HttpResponse:
    """Sends the owner a question with a day to answer by, or a message that asks nothing."""
    form = MessageForm(sent(request))

    def work(found: NeedsReport, person: Person) -> str:
        typed = form.cleaned_data
        day = end_of(typed["answer_by"])
        told = ask_owner(found.pk, typed["message"], day, person, seen=typed["seen"])
        done = _("The question is sent.") if day else _("The message is sent.")
        return f"{done} {_told(told)}"

    return _done(request, work, form)


@require_POST
@access(changes_reports, target=report_from_url)
def report_read(request: PageRequest[NeedsReport], number: int, **keys: Unpack[RoundKeys]) -> HttpResponse:
    """Notes that the owner's answers are read and need no answer."""

    def work(found: NeedsReport, person: Person) -> str:
        return _("Noted as read.") if read_answers(found, person) else _("There was nothing unread.")

    return _done(request, work, SeenForm(sent(request)))


@require_POST
@access(changes_reports, target=report_from_url)
def report_note(request: PageRequest[NeedsReport], number: int, **keys: Unpack[RoundKeys]) -> HttpResponse:
    """Keeps an internal note."""
    form = NoteForm(sent(request))

    def work(found: NeedsReport, person: Person) -> str:
        write_note(found, form.cleaned_data["note"], person)
        return _("The note is kept.")

    return _done(request, work, form)


@access(reads_reports, target=original_from_url)
def report_original(request: PageRequest[ReportFile], number: int, **keys: Unpack[RoundKeys]) -> HttpResponseBase:
    """The letter or e-mail that the report came as."""
    return stored_file_answer(request.target.file)


@access(reads_reports, target=attachment_from_url)
def report_attachment(
    request: PageRequest[ReportFile], number: int, attachment_id: int, **keys: Unpack[RoundKeys]
) -> HttpResponseBase:
    """A file that the owner added."""
    return stored_file_answer(request.target.file)
