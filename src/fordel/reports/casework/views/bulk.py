"""Assigns, accepts or exports many reports: first how many and which, then done in one go."""

from __future__ import annotations

from typing import Any, Final, Unpack

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from fordel.parties.actors import actor_in
from fordel.parties.models import Person
from fordel.programme.models import Round
from fordel.programme.selectors.rounds import plain_round_from_url
from fordel.programme.where import RoundKeys
from fordel.reports.casework.forms import BulkForm
from fordel.reports.casework.selectors.saved_views import officers_of
from fordel.reports.casework.services.bulk import Sorted, accept_reports, assign_reports, sort_for
from fordel.reports.models import NeedsReport
from fordel.reports.permissions import changes_reports
from fordel.reports.plugs.report_locks import why_not_change
from fordel.reports.presentation.short_tables import chosen_table
from fordel.reports.presentation.tables import office_file
from fordel.reports.selectors.own_work import written_by
from fordel.shared.access import PageRequest, access
from fordel.shared.errors import UserError
from fordel.shared.exports import KINDS
from fordel.shared.fields import id_from_form
from fordel.shared.pages.answers import pressed, render_or_error, sent

ACTIONS: Final = ("assign", "accept", "export")


@require_POST
@access(changes_reports, target=plain_round_from_url)
def bulk(request: PageRequest[Round], **keys: Unpack[RoundKeys]) -> HttpResponse:
    """The first press shows what will happen; `confirm` does it."""
    round_, form, confirmed = request.target, BulkForm(sent(request)), pressed(request, "confirm")
    form.ask(officers_of(round_.office_id), request.actor.person_or_refuse.pk)
    form.is_valid()  # nothing in it cannot be read
    action, ids, query = (form.cleaned_data[name] for name in ("action", "report", "query"))
    if action not in ACTIONS:
        raise Http404
    if not ids:
        messages.error(request, _("No report is ticked. Tick one or more, and try again."))
        return redirect(_list_address(round_, query))
    if not confirmed:
        return _preview(request, round_, form)
    if action == "export":
        return _export(round_, ids, confirmed)
    try:
        done = _do(round_, action, ids, form.cleaned_data["to"], request.actor.person_or_refuse)
    except UserError as error:
        form.refuse(error)
        return _preview(request, round_, form)
    _say(request, action, done)
    return redirect(_list_address(round_, query))


def _list_address(round_: Round, query: str) -> str:
    where = reverse("reports:reports", kwargs={**round_.where})
    return f"{where}?{query}" if query else where


def _preview(request: HttpRequest, round_: Round, form: BulkForm) -> HttpResponse:
    action, ids, query = (form.cleaned_data[name] for name in ("action", "report", "query"))
    reports = list(NeedsReport.objects.filter(round=round_, pk__in=ids).select_related("owner").order_by("number"))
    found = (
        Sorted(fits=reports)
        if action != "accept"
        else sort_for(action, reports, own=written_by(actor_in(request).person_id or 0, ids))
    )
    locked = why_not_change(round_) if action != "export" else ""
    if locked and not form.refusal:
        form.refuse(UserError(locked, _("Nothing can be changed.")))
    if action != "assign" or locked:
        form.ask_nothing()
    context: dict[str, Any] = {
        "round": round_,
        "action": action,
        "found": found,
        "table": chosen_table(found.fits, found.amount),
        "form": form,
        "back": _list_address(round_, query),
        "locked": bool(locked),
    }
    return render_or_error(request, "reports/casework/bulk.html", context, form)


def _do(round_: Round, action: str, ids: list[int], to: str, person: Person) -> Sorted:
    if action == "accept":
        return accept_reports(round_, ids, person)
    if not to:
        raise UserError(_("Choose who is to have them."), "", "to")
    return assign_reports(
        round_, ids, person.pk if to == "me" else None if to == "nobody" else id_from_form(to), person
    )


def _say(request: HttpRequest, action: str, done: Sorted) -> None:
    count = len(done.fits)
    if action == "accept":
        text = ngettext("%(count)d report is ready for the forum.", "%(count)d reports are ready for the forum.", count)
    else:
        text = ngettext("%(count)d report is assigned.", "%(count)d reports are assigned.", count)
    if count:
        messages.success(request, text % {"count": count})
    if done.skipped:
        left = ngettext("%(count)d was not changed: %(why)s", "%(count)d were not changed: %(why)s", len(done.skipped))
        why = "; ".join(f"{each.report.number}: {each.reason}" for each in done.skipped[:10])
        messages.info(request, left % {"count": len(done.skipped), "why": why})


def _export(round_: Round, ids: list[int], kind: str) -> HttpResponse:
    if kind not in KINDS:
        raise Http404
    found = NeedsReport.objects.filter(round=round_, pk__in=ids).order_by("number")
    about = {**round_.where, "chosen": len(ids)}
    return office_file(kind, round_, found, about, part="-utvalg")
