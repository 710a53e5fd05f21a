"""A person's own views of the list of reports: keep, rename, remove."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Unpack

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fordel.parties.actors import actor_in
from fordel.programme.models import Round
from fordel.programme.selectors.rounds import plain_round_from_url
from fordel.programme.where import RoundKeys
from fordel.reports.casework.selectors.saved_views import views_of
from fordel.reports.casework.services.delete_view import delete_view
from fordel.reports.casework.services.save_view import save_view
from fordel.reports.models import SavedView
from fordel.reports.permissions import changes_reports
from fordel.reports.selectors.counted_answers import counted_questions
from fordel.reports.selectors.report_list import ReportFilter
from fordel.shared.access import PageRequest, access
from fordel.shared.errors import UserError


def _asked(query: Mapping[str, str], round_: Round) -> ReportFilter:
    return ReportFilter.from_query(query, counted_questions(round_.scheme))


def _page(
    request: HttpRequest, round_: Round, error: UserError | None = None, view_id: int | None = None
) -> HttpResponse:
    asked = _asked(request.POST if error and view_id is None else request.GET, round_)
    own = [view for view in views_of(round_.office_id, actor_in(request).person_or_refuse.pk, asked) if view.id]
    context = {
        "round": round_,
        "own": own,
        "asked": asked,
        "kept": asked.as_query(),
        "query": urlencode(asked.as_query()),
        "error": error,
        "error_view": view_id,
        "typed": request.POST.get("name", "") if error else "",
    }
    return render(request, "reports/casework/views.html", context, status=422 if error else 200)


@access(changes_reports, target=plain_round_from_url)
def views(request: PageRequest[Round], **keys: Unpack[RoundKeys]) -> HttpResponse:
    """The person's views; a POST keeps the filter it carries under a name."""
    round_ = request.target
    if request.method != "POST":
        return _page(request, round_)
    query = urlencode(_asked(request.POST, round_).as_query())
    try:
        made = save_view(round_.office_id, request.actor.person_or_refuse, request.POST.get("name", ""), query)
    except UserError as error:
        return _page(request, round_, error)
    messages.success(request, _("The view «%(name)s» is kept.") % {"name": made.name})
    where = redirect("needs:reports", **keys)
    where["Location"] += f"?{made.query}" if made.query else ""
    return where


@require_POST
@access(changes_reports, target=plain_round_from_url)
def view(request: PageRequest[Round], view_id: int, **keys: Unpack[RoundKeys]) -> HttpResponse:
    """Gives a view another name, or removes it. Only one's own is found."""
    round_ = request.target
    person = request.actor.person_or_refuse
    own = get_object_or_404(SavedView, pk=view_id, person=person, office=round_.office_id)
    if "delete" in request.POST:
        delete_view(own)
        messages.success(request, _("The view «%(name)s» is removed.") % {"name": own.name})
        return redirect("needs:views", **keys)
    try:
        save_view(round_.office_id, person, request.POST.get("name", ""), "", view_id=own.pk)
    except UserError as error:
        error.field = f"name-{own.pk}"
        return _page(request, round_, error, own.pk)
    messages.success(request, _("The view has its new name."))
    return redirect("needs:views", **keys)
