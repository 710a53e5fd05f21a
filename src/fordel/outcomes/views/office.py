"""The office's queue of outcome reports, what was not used, and one report with everything that is done from it."""

from __future__ import annotations

from typing import Unpack

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from fordel.core.money import format_kroner
from fordel.outcomes.forms import OutcomeAssignForm
from fordel.outcomes.models import OutcomeReport
from fordel.outcomes.permissions import handles_outcomes, reads_outcomes
from fordel.outcomes.presentation.office_page import office_context
from fordel.outcomes.presentation.outcome_list import STATES, queue, unused
from fordel.outcomes.selectors.outcome_list import NARROWS, UNUSED, counted, narrowed, rows_of_round
from fordel.outcomes.selectors.outcomes import office_outcome_from_url
from fordel.outcomes.services.casework import assign_reports
from fordel.outcomes.services.messages import ask_owner
from fordel.parties.actors import actor_in
from fordel.programme.models import Round
from fordel.programme.selectors.groups import groups_of
from fordel.programme.selectors.rounds import plain_round_from_url
from fordel.programme.where import RoundKeys
from fordel.reports.casework.forms import MessageForm, end_of
from fordel.reports.casework.selectors.saved_views import officers_of
from fordel.shared.access import PageRequest, access
from fordel.shared.clock import today
from fordel.shared.errors import UserError
from fordel.shared.fields import id_from_form
from fordel.shared.pages.answers import render_or_error, save_or_show, sent


@access(reads_outcomes, target=plain_round_from_url)
def reports(request: PageRequest[Round], **keys: Unpack[RoundKeys]) -> HttpResponse:
    """What waits, what is late, what is sent, returned and approved."""
    return _list_page(request)


def _list_page(request: PageRequest[Round], form: OutcomeAssignForm | None = None) -> HttpResponse:
    """The queue; `form` says who is to have the ticked ones, and was refused."""
    round_, person = request.target, request.actor.person_or_refuse
    asked, every = request.GET.dict(), rows_of_round(round_)
    rows = narrowed(every, asked, person.pk)
    handles = handles_outcomes(request.actor, round_).allowed
    officers = officers_of(round_.office_id)
    sums = {"granted": sum(row.granted for row in rows), "used": counted(rows).used, "unused": counted(rows).unused}
    words = ngettext("Sum of %(count)s report", "Sum of %(count)s reports", len(rows)) % {"count": len(rows)}
    context = {
        "round": round_,
        "counted": counted(every),
        "rows": rows,
        "table": queue(round_, picks=handles).table(
            rows,
            _("Outcome reports"),
            asked,
            css="dense sticky report-table stacked",
            sums=(words, {key: format_kroner(amount) for key, amount in sums.items()}),
        ),
        "asked": asked,
        "is_narrowed": any(asked.get(name) for name in NARROWS),
        "states": STATES,
        "groups": groups_of(round_.pk).every,
        "officers": officers,
        "form": (form or OutcomeAssignForm(officers, person.pk)) if handles and rows else None,
        "query": urlencode({name: asked[name] for name in (*NARROWS, "sort") if asked.get(name)}),
    }
    return render_or_error(request, "outcomes/queue.html", context, form)


@access(reads_outcomes, target=plain_round_from_url)
def reports_file(request: PageRequest[Round], kind: str, **keys: Unpack[RoundKeys]) -> HttpResponse:
    """The same rows as a file."""
    rows = narrowed(rows_of_round(request.target), request.GET.dict(), request.actor.person_id)
    columns = queue(request.target, picks=False)
    return columns.file(kind, f"rapporter-{request.target.file_part}", _("Outcome reports"), rows)


@access(reads_outcomes, target=plain_round_from_url)
def unused_amounts(request: PageRequest[Round], **keys: Unpack[RoundKeys]) -> HttpResponse:
    """What was not used of the grants, and what the owners wish."""
    asked = request.GET.dict()
    rows = narrowed(rows_of_round(request.target), {"sort": asked.get("sort", ""), "state": UNUSED})
    total = counted(rows).unused
    table = unused(request.target).table(rows, _("Grants that are not used up"), asked, css="dense stacked")
    wishes = {wish: sum(row.unused or 0 for row in rows if row.wish == wish) for wish in ("keep", "repay")}
    context = {"round": request.target, "rows": rows, "table": table, "total": total, "wishes": wishes}
    return render(request, "outcomes/unused.html", context)


@access(reads_outcomes, target=plain_round_from_url)
def unused_file(request: PageRequest[Round], kind: str, **keys: Unpack[RoundKeys]) -> HttpResponse:
    rows = narrowed(rows_of_round(request.target), {"state": UNUSED})
    name = f"ubrukt-{request.target.file_part}"
    return unused(request.target).file(kind, name, _("Grants that are not used up"), rows)


@require_POST
@access(handles_outcomes, target=plain_round_from_url)
def assign(request: PageRequest[Round], **keys: Unpack[RoundKeys]) -> HttpResponse:
    """Gives the ticked reports to somebody, or to nobody."""
    round_, person = request.target, request.actor.person_or_refuse
    form = OutcomeAssignForm(officers_of(round_.office_id), person.pk, sent(request))

    def save() -> HttpResponse:
        typed = form.cleaned_data
        if not typed["chosen"]:
            raise UserError(_("No report is ticked."), _("Tick one or more, and try again."))
        if not typed["to"]:
            raise UserError(_("Nobody is chosen."), _("Choose who is to have them."), "to")
        to = {"me": person.pk, "nobody": None}.get(typed["to"], id_from_form(typed["to"]))
        done = assign_reports(round_, typed["chosen"], to, person)
        said = ngettext("%(count)s report is assigned.", "%(count)s reports are assigned.", done)
        messages.success(request, said % {"count": done})
        return redirect("outcome_office:list", **keys)

    return save_or_show(request, form, save, lambda: _list_page(request, form))


@access(reads_outcomes, target=office_outcome_from_url)
def report(request: PageRequest[OutcomeReport], outcome_id: int, **keys: Unpack[RoundKeys]) -> HttpResponse:
    return _page(request, request.target)


def _page(request: HttpRequest, outcome: OutcomeReport, form: MessageForm | None = None) -> HttpResponse:
    """The page; `form` is the message that was refused."""
    actor = actor_in(request)
    may_handle = handles_outcomes(actor, outcome).allowed
    context = office_context(outcome, actor, may_handle=may_handle)
    if may_handle and outcome.state != "closed":
        context["form"] = form or MessageForm(first=today())
    return render_or_error(request, "outcomes/office.html", context, form)


@require_POST
@access(handles_outcomes, target=office_outcome_from_url)
def message(request: PageRequest[OutcomeReport], outcome_id: int, **keys: Unpack[RoundKeys]) -> HttpResponse:
    """Sends the owner a question with a day to answer by, or a message that asks nothing."""
    form = MessageForm(sent(request))

    def save() -> HttpResponse:
        day = end_of(form.cleaned_data["answer_by"])
        count = ask_owner(outcome_id, form.cleaned_data["message"], day, request.actor.person_or_refuse)
        said = _("The question is sent.") if day else _("The message is sent.")
        if not count:
            said += " " + _("The owner has nobody in Fordel yet, so no mail was sent. Write in another way too.")
        messages.success(request, said)
        return redirect("outcome_office:report", **keys, outcome_id=outcome_id)

    return save_or_show(request, form, save, lambda: _page(request, request.target, form))
