"""The office's page about one report, and everything that is done from it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Unpack

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from fordel.parties.actors import actor_in
from fordel.parties.models import Person, Role
from fordel.programme.where import RoundKeys
from fordel.reports.casework.forms import end_of_day
from fordel.reports.casework.presentation.report_page import report_context
from fordel.reports.casework.selectors.files import ReportFile, attachment_from_url, original_from_url
from fordel.reports.casework.services.ask_owner import ask_owner
from fordel.reports.casework.services.assign_reports import assign_reports
from fordel.reports.casework.services.change_state import change_state
from fordel.reports.casework.services.lock_report import ReportChangedError
from fordel.reports.casework.services.read_answers import read_answers
from fordel.reports.casework.services.write_note import write_note
from fordel.reports.models import NeedsReport
from fordel.reports.permissions import changes_reports, reads_for_forum, reads_reports
from fordel.reports.selectors.report_page import report_from_url
from fordel.reports.views.member_pages import member_report
from fordel.shared.access import PageRequest, access
from fordel.shared.errors import UserError
from fordel.shared.fields import id_from_form
from fordel.shared.files import stored_file_answer

Work = Callable[[NeedsReport, Person], str]


@access(reads_for_forum, target=report_from_url)
def report(request: PageRequest[NeedsReport], number: int, **keys: Unpack[RoundKeys]) -> HttpResponse:
    if request.actor.is_in(Role.FORUM_MEMBER):
        return member_report(request, request.target)
    return _page(request, request.target)


def _page(request: HttpRequest, found: NeedsReport, error: UserError | None = None) -> HttpResponse:
    """The page; with an error what was typed stands where it was typed."""
    context = report_context(found, actor_in(request))
    typed = request.POST if error else QueryDict()
    fields = _fields_on_the_page(context)
    if error is not None and error.field not in fields:
        error.field = ""
    written = (
        typed.get(name, "") for name in ("message", "note", "reason-return", "reason-refuse") if name not in fields
    )
    context |= {
        "error": error,
        "typed": typed,
        "typed_left": "\n".join(filter(None, written)),
        "typed_return": typed.get("reason-return", ""),
        "typed_refuse": typed.get("reason-refuse", ""),
    }
    status = 200 if error is None else 409 if isinstance(error, ReportChangedError) else 422
    return render(request, "reports/casework/report.html", context, status=status)


def _fields_on_the_page(context: dict[str, Any]) -> set[str]:
    """What can be filled in, by what the report allows now (the list of officers is not always there)."""
    if not context["may_change"]:
        return set()
    if context["why_locked"]:
        return {"note"}
    verbs = context["verbs"]
    found = {"note"} | ({"reason-return", "reply_by"} if "return" in verbs else set())
    found |= {"reason-refuse"} if "refuse" in verbs else set()
    return found | (set() if context["report"].state == "withdrawn" else {"message", "answer_by"})


def _done(request: PageRequest[NeedsReport], work: Work) -> HttpResponse:
    """Does the work and says what became of it, or shows the page again with what is wrong."""
    found = request.target
    try:
        text = work(found, request.actor.person_or_refuse)
    except UserError as error:
        fresh = report_from_url(**found.round.where, number=found.number)
        return _page(request, fresh, error)
    messages.success(request, text)
    return redirect("needs:report", **found.round.where, number=found.number)


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
    typed = request.POST
    verb = typed.get("verb", "")

    def work(found: NeedsReport, person: Person) -> str:
        told = change_state(
            found.pk,
            verb,
            person,
            seen=typed.get("seen", ""),
            reason=typed.get(f"reason-{verb}", ""),
            reply_by=end_of_day(typed.get("reply_by", ""), "reply_by") if verb == "return" else None,
        )
        texts = {
            "accept": _("The report is ready for the forum."),
            "return": _("The report is sent back to the owner."),
            "refuse": _("The report is marked as not eligible, and does not count."),
            "call_back": _("The report is called back and can be handled again."),
            "reopen": _("The report is open again."),
        }
        return f"{texts[verb]} {_told(told)}"

    return _done(request, work)


@require_POST
@access(changes_reports, target=report_from_url)
def report_assign(request: PageRequest[NeedsReport], number: int, **keys: Unpack[RoundKeys]) -> HttpResponse:
    """Assigns to oneself in one press, to another officer, or to nobody."""
    to = request.POST.get("to", "")

    def work(found: NeedsReport, person: Person) -> str:
        chosen = person.pk if to == "me" else None if to == "nobody" else id_from_form(to)
        done = assign_reports(found.round, [found.pk], chosen, person)
        if done.skipped:
            return done.skipped[0].reason
        return _("Nobody has the report now.") if chosen is None else _("The report is assigned.")

    return _done(request, work)


@require_POST
@access(changes_reports, target=report_from_url)
def report_message(request: PageRequest[NeedsReport], number: int, **keys: Unpack[RoundKeys]) -> HttpResponse:
    """Sends the owner a question with a day to answer by, or a message that asks nothing."""
    typed = request.POST

    def work(found: NeedsReport, person: Person) -> str:
        day = end_of_day(typed.get("answer_by", ""), "answer_by")
        told = ask_owner(found.pk, typed.get("message", ""), day, person, seen=typed.get("seen", ""))
        done = _("The question is sent.") if day else _("The message is sent.")
        return f"{done} {_told(told)}"

    return _done(request, work)


@require_POST
@access(changes_reports, target=report_from_url)
def report_read(request: PageRequest[NeedsReport], number: int, **keys: Unpack[RoundKeys]) -> HttpResponse:
    """Notes that the owner's answers are read and need no answer."""

    def work(found: NeedsReport, person: Person) -> str:
        return _("Noted as read.") if read_answers(found, person) else _("There was nothing unread.")

    return _done(request, work)


@require_POST
@access(changes_reports, target=report_from_url)
def report_note(request: PageRequest[NeedsReport], number: int, **keys: Unpack[RoundKeys]) -> HttpResponse:
    """Keeps an internal note."""

    def work(found: NeedsReport, person: Person) -> str:
        write_note(found, request.POST.get("note", ""), person)
        return _("The note is kept.")

    return _done(request, work)


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
