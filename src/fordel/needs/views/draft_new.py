"""Begins a new report."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from fordel.needs.permissions import is_owner
from fordel.needs.selectors.draft_facts import form_of, round_window
from fordel.needs.selectors.open_rounds import open_rounds_of
from fordel.needs.services.start_draft import start_draft
from fordel.needs.window_texts import why_closed
from fordel.parties.actors import actor_in
from fordel.parties.models import Organisation
from fordel.shared.access import access
from fordel.shared.errors import UserError
from fordel.shared.fields import id_from_form


@access(is_owner)
def draft_new(request: HttpRequest) -> HttpResponse:
    """Choose the year, and whether to start empty or from an earlier report."""
    actor = actor_in(request)
    owner = Organisation.objects.select_related("municipality").get(pk=actor.organisation_id or 0)
    rounds = open_rounds_of(owner)
    error: UserError | None = None
    if request.method == "POST":
        chosen = next((each for each in rounds if each.pk == id_from_form(request.POST.get("round"))), None)
        try:
            if chosen is not None:
                draft = start_draft(chosen, owner, actor.person_or_refuse)
                return redirect("own_needs:draft-part", draft_id=draft.pk, part=form_of(chosen.scheme).parts[0].code)
        except UserError as closed:
            error = closed
    windows = [(round_, round_window(round_, owner.pk, request.received_at)) for round_ in rounds]  # type: ignore[attr-defined]
    lines = [
        {"round": round_, "window": window, "why": None if window.is_open else why_closed(window)}
        for round_, window in windows
    ]
    return render(request, "needs/draft_new.html", {"lines": lines, "error": error}, status=409 if error else 200)
