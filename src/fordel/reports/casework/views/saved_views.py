"""A person's own views of the list of reports: keep, rename, remove."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Unpack

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fordel.parties.actors import actor_in
from fordel.programme.models import Round
from fordel.programme.selectors.rounds import plain_round_from_url
from fordel.programme.where import RoundKeys
from fordel.reports.casework.forms import RenameForm, ViewForm
from fordel.reports.casework.selectors.saved_views import ViewLink, views_of
from fordel.reports.casework.services.saved_views import delete_view, save_view
from fordel.reports.models import SavedView
from fordel.reports.permissions import changes_reports
from fordel.reports.selectors.counted_answers import counted_questions
from fordel.reports.selectors.report_list import ReportFilter
from fordel.shared.access import PageRequest, access
from fordel.shared.pages.answers import pressed, render_or_error, save_or_show, sent
from fordel.shared.pages.forms import PageForm


def _asked(query: Mapping[str, str], round_: Round) -> ReportFilter:
    return ReportFilter.from_query(query, counted_questions(round_.scheme))


def _page(request: HttpRequest, round_: Round, sent_form: PageForm | None = None) -> HttpResponse:
    """The page; `sent_form` is the form of it that was refused."""
    is_new = isinstance(sent_form, ViewForm)
    asked = _asked((sent(request) if is_new else None) or request.GET, round_)
    own = [view for view in views_of(round_.office_id, actor_in(request).person_or_refuse.pk, asked) if view.id]
    context = {
        "round": round_,
        "own": [(view, _rename_form(view, sent_form)) for view in own],
        "asked": asked,
        "kept": asked.as_query(),
        "query": urlencode(asked.as_query()),
        "form": sent_form,
        "new": sent_form if is_new else ViewForm(),
    }
    return render_or_error(request, "reports/casework/views.html", context, sent_form)


def _rename_form(view: ViewLink, sent_form: PageForm | None) -> PageForm:
    own = f"%s-{view.id}"
    if sent_form is not None and sent_form.auto_id == own:
        return sent_form
    return RenameForm(auto_id=own, initial={"name": view.name})


@access(changes_reports, target=plain_round_from_url)
def views(request: PageRequest[Round], **keys: Unpack[RoundKeys]) -> HttpResponse:
    """The person's views; a POST keeps the filter it carries under a name."""
    round_, form = request.target, ViewForm(sent(request))

    def save() -> HttpResponse:
        query = urlencode(_asked(sent(request) or request.GET, round_).as_query())
        made = save_view(round_.office_id, request.actor.person_or_refuse, form.cleaned_data["name"], query)
        messages.success(request, _("The view «%(name)s» is kept.") % {"name": made.name})
        where = redirect("reports:reports", **keys)
        where["Location"] += f"?{made.query}" if made.query else ""
        return where

    return save_or_show(request, form, save, lambda: _page(request, round_, form if form.is_bound else None))


@require_POST
@access(changes_reports, target=plain_round_from_url)
def view(request: PageRequest[Round], view_id: int, **keys: Unpack[RoundKeys]) -> HttpResponse:
    """Gives a view another name, or removes it. Only one's own is found."""
    round_ = request.target
    person = request.actor.person_or_refuse
    own = get_object_or_404(SavedView, pk=view_id, person=person, office=round_.office_id)
    if pressed(request, "delete"):
        delete_view(own)
        messages.success(request, _("The view «%(name)s» is removed.") % {"name": own.name})
        return redirect("reports:views", **keys)
    form = RenameForm(sent(request), auto_id=f"%s-{own.pk}")

    def save() -> HttpResponse:
        save_view(round_.office_id, person, form.cleaned_data["name"], "", view_id=own.pk)
        messages.success(request, _("The view has its new name."))
        return redirect("reports:views", **keys)

    return save_or_show(request, form, save, lambda: _page(request, round_, form))
