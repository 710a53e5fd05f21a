"""Begins a new report."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from fordel.core.form.definition import text_in
from fordel.parties.actors import actor_in
from fordel.parties.models import Organisation
from fordel.programme.models import Round
from fordel.programme.selectors.schemes import scheme_of
from fordel.reports.drafting.selectors.copy_sources import sources_for
from fordel.reports.drafting.selectors.open_rounds import open_rounds_of
from fordel.reports.drafting.services.copy_draft import copy_draft
from fordel.reports.drafting.services.drafts import start_draft
from fordel.reports.models import NeedsReport, ReportDraft
from fordel.reports.permissions import is_owner
from fordel.reports.presentation.window_texts import why_closed
from fordel.reports.selectors.draft_facts import form_of, round_window
from fordel.shared.access import PageRequest, access
from fordel.shared.errors import UserError
from fordel.shared.fields import id_from_form
from fordel.shared.pages.answers import pressed, render_or_error


@access(is_owner)
def draft_new(request: PageRequest[None]) -> HttpResponse:
    """Choose the year, and whether to start empty or from an earlier report."""
    actor = request.actor
    owner = Organisation.objects.select_related("municipality").get(pk=actor.organisation_id or 0)
    rounds = open_rounds_of(owner)
    error: UserError | None = None
    if request.method == "POST":
        chosen = next((each for each in rounds if each.pk == id_from_form(pressed(request, "round"))), None)
        try:
            if chosen is not None:
                draft = _begin(request, chosen, owner)
                return redirect("own_needs:draft-part", draft_id=draft.pk, part=form_of(chosen).parts[0].code)
        except UserError as closed:
            error = closed
    lines = [_line(round_, owner, request.received_at) for round_ in rounds]
    if len({round_.scheme_slug for round_ in rounds}) > 1:
        for line in lines:
            line["scheme"] = text_in(scheme_of(line["round"].scheme).name, get_language() or "nb")
    return render_or_error(request, "reports/drafting/draft_new.html", {"lines": lines, "error": error}, error)


def _begin(request: HttpRequest, round_: Round, owner: Organisation) -> ReportDraft:
    """An empty draft, or one that begins from the owner's own earlier report. Raises UserError."""
    person = actor_in(request).person_or_refuse
    copied = pressed(request, "copy")
    if not copied:
        return start_draft(round_, owner, person)
    source = NeedsReport.objects.filter(owner=owner, pk=id_from_form(copied)).first()
    if source is None:
        raise UserError(_("That report cannot be found."), _("Choose another one, or begin an empty report."))
    return copy_draft(source, round_, owner, person)


def _line(round_: Round, owner: Organisation, instant: datetime) -> dict[str, Any]:
    window = round_window(round_, owner.pk, instant)
    return {
        "round": round_,
        "window": window,
        "why": None if window.is_open else why_closed(window),
        "sources": sources_for(owner.pk, round_) if window.is_open else [],
    }
